-- people.lua: write any number of responders, all or none. habit.lua stands
-- before it in the same script.
--
-- KEYS  1 responders  2 phones  3 opt-outs  4 roster  5 home  6 places
--       7 members of places by responder  8 habits  9 habits' roster
-- ARGV  1 roster length  2 how many
--       then a row a responder: id, document, expected version (0: must be
--       new), phone or '', '1' opted out, lng and lat of a home that always
--       holds or '', how many places, then lng, lat and member of each
-- Returns {1} written
--         {0, n, what} row n (from 1) cannot be: 'exists', 'missing',
--         'version', 'phone'
local responders, phones, optouts, roster, home = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local places, placed, habits, hroster = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local count = tonumber(ARGV[2])
local olds = {}
local width = 8 -- of a row before its places
local function after(at) return at + width + 3 * tonumber(ARGV[at + width]) end

local at = 2
for i = 1, count do
  local id, expected, phone = ARGV[at + 1], tonumber(ARGV[at + 3]), ARGV[at + 4]
  local doc = redis.call('HGET', responders, id)
  if expected == 0 and doc then return {0, i, 'exists'} end
  if expected > 0 then
    if not doc then return {0, i, 'missing'} end
    local old = cjson.decode(doc)
    if old.version ~= expected then return {0, i, 'version'} end
    olds[i] = old.phone
  end
  local holder = phone ~= '' and redis.call('HGET', phones, phone)
  if holder and holder ~= id then return {0, i, 'phone'} end
  at = after(at)
end

local ids = {}
at = 2
for i = 1, count do
  local id, phone, lng, lat = ARGV[at + 1], ARGV[at + 4], ARGV[at + 6], ARGV[at + 7]
  redis.call('HSET', responders, id, ARGV[at + 2])
  if olds[i] and olds[i] ~= phone then
    redis.call('HDEL', phones, olds[i])
    -- What failed on the old number says nothing of the new one.
    local doc = redis.call('HGET', habits, id)
    local ok, record = pcall(counted, doc, 'reached')
    if ok and record and record ~= doc then
      redis.call('HSET', habits, id, record)
      redis.call('XADD', hroster, 'MAXLEN', '~', ARGV[1], '*', 'ids', id)
    end
  end
  if phone ~= '' then
    redis.call('HSET', phones, phone, id)
    if ARGV[at + 5] == '1' then redis.call('SADD', optouts, phone) else redis.call('SREM', optouts, phone) end
  end
  if lng ~= '' then redis.call('GEOADD', home, lng, lat, id) else redis.call('ZREM', home, id) end

  local before = redis.call('HGET', placed, id)
  if before then
    for member in string.gmatch(before, '%S+') do redis.call('ZREM', places, member) end
  end
  local members = {}
  for p = at + width + 1, after(at), 3 do
    redis.call('GEOADD', places, ARGV[p], ARGV[p + 1], ARGV[p + 2])
    members[#members + 1] = ARGV[p + 2]
  end
  if #members > 0 then redis.call('HSET', placed, id, table.concat(members, ' '))
  elseif before then redis.call('HDEL', placed, id) end

  ids[#ids + 1] = id
  if #ids == 500 or i == count then
    redis.call('XADD', roster, 'MAXLEN', '~', ARGV[1], '*', 'ids', table.concat(ids, ' '))
    ids = {}
  end
  at = after(at)
end
return {1}
