-- begin.lua: mark a text before the provider is called, so that a crash in
-- between is known. Also takes the mark back, when it certainly was not sent.
--
-- KEYS  1 notice  2 opt-outs
-- ARGV  1 'begin' | 'again' | 'back'  2 now ms  3 number
--       4 for 'again' and 'back': the begun_at that the caller knows
-- Returns {'go', begun_at}       marked: call the provider
--         {'unknown', begun_at}  begun before, outcome unknown: look it up
--         {'opted_out', 0}       the person sent STOP
--         {'settled', 0}         nothing left to do
local notice, optouts = KEYS[1], KEYS[2]
local what, now, number, known = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local cur = redis.call('HMGET', notice, 'status', 'begun_at')
local status, begun = cur[1], cur[2]

if what == 'back' then
  if status == 'sending' and begun == known then redis.call('HSET', notice, 'status', 'queued', 'rank', 1) end
  return {'go', 0}
end
if what == 'again' then
  if status ~= 'sending' or begun ~= known then return {'settled', 0} end
elseif status == 'sending' then
  return {'unknown', tonumber(begun)}
elseif status ~= 'queued' then
  return {'settled', 0}
end
if redis.call('SISMEMBER', optouts, number) == 1 then return {'opted_out', 0} end
redis.call('HSET', notice, 'status', 'sending', 'rank', 2, 'begun_at', now)
redis.call('HINCRBY', notice, 'attempts', 1)
return {'go', tonumber(now)}
