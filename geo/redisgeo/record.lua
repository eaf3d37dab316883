-- record.lua: takes a batch of sightings. Newer ones win; index, times and the
-- second lane change together or not at all.
--
-- KEYS[1] live positions, GEO: responder → geohash
-- KEYS[2] their times, ZSET: responder → Unix ms
-- KEYS[3] second lane, STREAM
-- ARGV[1] forgotten before: positions seen at or before this Unix ms are dropped
-- ARGV[2] lifetime of KEYS[1] and KEYS[2] from now, ms
-- ARGV[3] length of KEYS[3], entries, about
-- ARGV[4] lifetime of KEYS[3] from now, ms
-- ARGV[5…] per sighting, each responder once at most:
--          responder, lng, lat, Unix ms, packed form for the second lane
-- Returns {accepted, stale}

local live, times, lane = KEYS[1], KEYS[2], KEYS[3]
local forgotten, keep = tonumber(ARGV[1]), ARGV[2]
local lane_length, lane_keep = ARGV[3], ARGV[4]
local FIRST, WIDTH = 5, 5
local STEP = 100 -- sightings a command; Lua cannot unpack thousands

local accepted, total = 0, (#ARGV - FIRST + 1) / WIDTH
local packed = {}

for from = 0, total - 1, STEP do
  local upto = math.min(from + STEP, total) - 1
  local ids = {}
  for i = from, upto do
    ids[#ids + 1] = ARGV[FIRST + i * WIDTH]
  end
  local known = redis.call('ZMSCORE', times, unpack(ids))
  local places, seen = {}, {}
  for i = from, upto do
    local a = FIRST + i * WIDTH
    local ms = tonumber(ARGV[a + 3])
    local before = known[i - from + 1]
    if ms > forgotten and (not before or ms > tonumber(before)) then
      places[#places + 1] = ARGV[a + 1]
      places[#places + 1] = ARGV[a + 2]
      places[#places + 1] = ARGV[a]
      seen[#seen + 1] = ARGV[a + 3]
      seen[#seen + 1] = ARGV[a]
      packed[#packed + 1] = ARGV[a + 4]
      accepted = accepted + 1
    end
  end
  if #seen > 0 then
    redis.call('GEOADD', live, unpack(places))
    redis.call('ZADD', times, unpack(seen))
  end
end

if accepted > 0 then
  redis.call('XADD', lane, 'MAXLEN', '~', lane_length, '*', 'v1', table.concat(packed))
  redis.call('PEXPIRE', lane, lane_keep)
  redis.call('PEXPIRE', live, keep)
  redis.call('PEXPIRE', times, keep)
end

-- A few more than come in, so that the old ones never pile up.
local old = redis.call('ZRANGEBYSCORE', times, '-inf', ARGV[1], 'LIMIT', 0, 2 * STEP)
for from = 1, #old, STEP do
  local ids = {}
  for i = from, math.min(from + STEP - 1, #old) do
    ids[#ids + 1] = old[i]
  end
  redis.call('ZREM', live, unpack(ids))
  redis.call('ZREM', times, unpack(ids))
end

return { accepted, total - accepted }
