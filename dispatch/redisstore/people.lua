-- people.lua: write any number of responders, all or none.
--
-- KEYS  1 responders  2 phones  3 opt-outs  4 roster  5 home
-- ARGV  1 roster length  2 how many
--       then a row a responder: id, document, expected version (0: must be
--       new), phone or '', '1' opted out, lng or '', lat or ''
-- Returns {1} written
--         {0, n, what} row n (from 1) cannot be: 'exists', 'missing',
--         'version', 'phone'
local responders, phones, optouts, roster, home = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local count = tonumber(ARGV[2])
local olds = {}
local width = 7

for i = 1, count do
  local at = 2 + (i - 1) * width
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
end

local ids = {}
for i = 1, count do
  local at = 2 + (i - 1) * width
  local id, phone, lng, lat = ARGV[at + 1], ARGV[at + 4], ARGV[at + 6], ARGV[at + 7]
  redis.call('HSET', responders, id, ARGV[at + 2])
  if olds[i] and olds[i] ~= phone then
    redis.call('HDEL', phones, olds[i])
  end
  if phone ~= '' then
    redis.call('HSET', phones, phone, id)
    if ARGV[at + 5] == '1' then redis.call('SADD', optouts, phone) else redis.call('SREM', optouts, phone) end
  end
  if lng ~= '' then redis.call('GEOADD', home, lng, lat, id) else redis.call('ZREM', home, id) end
  ids[#ids + 1] = id
  if #ids == 500 or i == count then
    redis.call('XADD', roster, 'MAXLEN', '~', ARGV[1], '*', 'ids', table.concat(ids, ' '))
    ids = {}
  end
end
return {1}
