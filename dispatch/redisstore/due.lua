-- due.lua: claim incidents whose timer is due. They come due again after the
-- lease unless a commit sets another timer.
--
-- KEYS  1 timers
-- ARGV  1 now ms  2 lease ms  3 how many
-- Returns the ids
local timers, now = KEYS[1], tonumber(ARGV[1])
local ids = redis.call('ZRANGEBYSCORE', timers, '-inf', now, 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do redis.call('ZADD', timers, now + tonumber(ARGV[2]), id) end
return ids
