-- forget.lua: remove one responder, every trace of where they are and what
-- they answered.
--
-- KEYS  1 responders  2 phones  3 opt-outs  4 roster  5 home  6 live  7 seen  8 engaged
--       9 habits  10 habits' roster  11 places  12 members of places by responder
-- ARGV  1 id  2 roster length
-- Returns {1, entry of the habits' roster} removed, {0} no such responder,
--         {-1} bound to an incident
local responders, phones, optouts, roster, home, live, seen, engaged = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local habits, hroster, places, placed = KEYS[9], KEYS[10], KEYS[11], KEYS[12]
local id = ARGV[1]
local doc = redis.call('HGET', responders, id)
if not doc then return {0} end
local fields = {}
for i = 0, 25 do fields[i + 1] = id .. '|' .. string.char(65 + i) end
for _, value in ipairs(redis.call('HMGET', engaged, unpack(fields))) do
  if value then
    local state = string.match(value, '^.-|.-|(.*)$')
    if state == 'accepted' or state == 'arrived' or state == 'asked' then return {-1} end
  end
end
local phone = cjson.decode(doc).phone
redis.call('HDEL', responders, id)
redis.call('HDEL', phones, phone)
redis.call('ZREM', home, id)
for member in string.gmatch(redis.call('HGET', placed, id) or '', '%S+') do redis.call('ZREM', places, member) end
redis.call('HDEL', placed, id)
redis.call('ZREM', live, id)
redis.call('ZREM', seen, id)
redis.call('XADD', roster, 'MAXLEN', '~', ARGV[2], '*', 'ids', id)
redis.call('HDEL', habits, id)
return {1, redis.call('XADD', hroster, 'MAXLEN', '~', ARGV[2], '*', 'ids', id)}
