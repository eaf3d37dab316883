-- dismiss.lua: remove an officer, but never the last administrator.
--
-- KEYS  1 officers
-- ARGV  1 name  2 the administrators' role
-- Returns 1 removed, 0 no such officer, -1 the last administrator
local officers, name, admin = KEYS[1], ARGV[1], ARGV[2]
local doc = redis.call('HGET', officers, name)
if not doc then return 0 end
if cjson.decode(doc).access == admin then
  local admins = 0
  for _, other in ipairs(redis.call('HVALS', officers)) do
    if cjson.decode(other).access == admin then admins = admins + 1 end
  end
  if admins < 2 then return -1 end
end
redis.call('HDEL', officers, name)
return 1
