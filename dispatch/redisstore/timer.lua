-- timer.lua: set or take away the timer of an incident that is open. A timer
-- that is due already stays: somebody wants the policy to look.
--
-- KEYS  1 timers  2 open
-- ARGV  1 incident  2 due ms or ''  3 now ms
-- Returns 1 set, 0 left as it was
local timers, open = KEYS[1], KEYS[2]
local due = redis.call('ZSCORE', timers, ARGV[1])
if due and tonumber(due) <= tonumber(ARGV[3]) then return 0 end
if ARGV[2] == '' or not redis.call('ZSCORE', open, ARGV[1]) then redis.call('ZREM', timers, ARGV[1])
else redis.call('ZADD', timers, ARGV[2], ARGV[1]) end
return 1
