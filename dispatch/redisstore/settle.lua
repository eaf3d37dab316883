-- settle.lua: what became of a text, and what that says of its person's phone.
-- A status only climbs; a late or repeated one changes nothing. habit.lua
-- stands before it in the same script.
--
-- KEYS  1 notice  2 texts  3 incident journal  4 journal  5 seq  6 timers  7 outbox
--       8 responders  9 habits  10 habits' roster
-- ARGV  1 status  2 its rank  3 provider's id or ''  4 event JSON without its text
--       5 text state JSON  6 now ms  7 incident id or ''  8 offer, if the text asked, or ''
--       9 '1' if the policy must look  10 outbox entry to take off or ''  11 journal length
--       12 responder or ''  13 the number  14 'failed', 'reached' or '': what it says of the phone
--       15 length of the habits' roster
-- Returns {1} written, {0} known already, {-1} no such notice; with a habit
--         changed also the entry of the roster, responder and record
local notice, texts, ijournal, journal, seqkey, timers, outbox = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local responders, habits, hroster = KEYS[8], KEYS[9], KEYS[10]
local rank, now, incident, offer = tonumber(ARGV[2]), tonumber(ARGV[6]), ARGV[7], ARGV[8]

local old = redis.call('HGET', notice, 'rank')
if not old then return {-1} end
if ARGV[3] ~= '' then redis.call('HSETNX', notice, 'sid', ARGV[3]) end

local out = {0}
if rank > tonumber(old) then
  out = {1}
  redis.call('HSET', notice, 'status', ARGV[1], 'rank', rank, 'at', now)
  local state = cjson.decode(ARGV[5])
  local before = redis.call('HGET', notice, 'text')
  if before then
    for k, v in pairs(cjson.decode(before)) do
      if state[k] == nil or k == 'sent_at' then state[k] = v end
    end
  end
  local text = cjson.encode(state)
  redis.call('HSET', notice, 'text', text)
  if offer ~= '' then redis.call('HSET', texts, offer, text) end
  local seq = redis.call('INCR', seqkey)
  local event = string.sub(ARGV[4], 1, -2) .. ',"text":' .. text .. '}'
  redis.call('XADD', journal, 'MAXLEN', '~', ARGV[11], string.format('%d-0', seq), 'e', event)
  if incident ~= '' then
    redis.call('RPUSH', ijournal, string.format('%d:', seq) .. event)
    if ARGV[9] == '1' and redis.call('ZSCORE', timers, incident) then
      redis.call('ZADD', timers, 0, incident) -- due in the eyes of every commit, whenever its clock was read
    end
  end
  local person = ARGV[14] ~= '' and redis.call('HGET', responders, ARGV[12])
  if person and cjson.decode(person).phone == ARGV[13] then -- an old number says nothing of the new one
    local doc = redis.call('HGET', habits, ARGV[12])
    local ok, record = pcall(counted, doc, ARGV[14], now)
    if not ok then record = counted(false, ARGV[14], now) end
    if record and record ~= doc then
      redis.call('HSET', habits, ARGV[12], record)
      out[2] = redis.call('XADD', hroster, 'MAXLEN', '~', ARGV[15], '*', 'ids', ARGV[12])
      out[3], out[4] = ARGV[12], record
    end
  end
end
if ARGV[10] ~= '' then
  redis.call('XACK', outbox, 'relay', ARGV[10])
  redis.call('XDEL', outbox, ARGV[10])
end
return out
