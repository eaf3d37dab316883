-- commit.lua: write one change of a case, all of it or nothing.
--
-- KEYS  1 incident  2 texts  3 incident journal  4 incidents  5 open
--       6 journal   7 seq    8 outbox  9 timers  10 engaged  11 idem
--       12 responders  13 habits  14 habits' roster  15 decisions
--       then one link key an offer, then one notice key a notice
-- ARGV  1 base version (0 creates; -1: no incident, events and texts only)
--       2 now ms  3 incident id  4 document  5 timer ms or ''  6 '1' if ended
--       7 opened ms  8 idempotency hash or ''  9 idempotency seconds
--       10 journal length  11 link seconds  12 notice seconds
--       13 number of offers  14 of events  15 of notices  16 of habit changes
--       17 half-life of habits ms  18 window of their askings ms  19 most askings
--       20 length of their roster  21 number of decisions
--       then a row an offer: id, document, responder, letter, state,
--         '1' open, '1' coming, '1' if asked by the policy in this wave
--       then a JSON document an event
--       then a row a notice: id, document, offer if it asks or '', its text state
--       then a row a habit change: responder, what, ms, part of the day
--       then a gzipped document a decision
-- Returns {1, first seq} written; with habits changed also the entry of their
--           roster, then responder and record of each
--         {0, what} somebody was quicker: 'version', 'letter', 'busy', 'asked'
--         {2, value} the idempotency key was used before
local incident, texts, ijournal, incidents, open = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local journal, seqkey, outbox, timers, engaged, idem = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11]
local responders, habits, hroster = KEYS[12], KEYS[13], KEYS[14]
local base, now, id = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local noffers, nevents, nnotices, nhabits = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16])
local ndecisions = tonumber(ARGV[21])
local half, window, most = tonumber(ARGV[17]), tonumber(ARGV[18]), tonumber(ARGV[19])
local letters = {}
for i = 0, 25 do letters[i + 1] = string.char(65 + i) end

if ARGV[8] ~= '' then
  local used = redis.call('GET', idem)
  if used then return {2, used} end
end
if base >= 0 then
  local v = redis.call('HGET', incident, 'v')
  if tonumber(v or '0') ~= base then return {0, 'version'} end
end

local at = 21
for i = 1, noffers do
  local offer, responder, letter = ARGV[at + 1], ARGV[at + 3], ARGV[at + 4]
  local isopen, coming, fresh = ARGV[at + 6] == '1', ARGV[at + 7] == '1', ARGV[at + 8] == '1'
  fresh = fresh and redis.call('HEXISTS', incident, 'o:' .. offer) == 0
  if isopen then
    local fields = {}
    for n, l in ipairs(letters) do fields[n] = responder .. '|' .. l end
    local held = redis.call('HMGET', engaged, unpack(fields))
    for n, value in ipairs(held) do
      if value then
        local inc, off, state = string.match(value, '^(.-)|(.-)|(.*)$')
        if letters[n] == letter and off ~= offer then return {0, 'letter'} end
        if inc ~= id then
          local elsewhere = state == 'accepted' or state == 'arrived'
          if coming and elsewhere then return {0, 'busy'} end
          if fresh and (elsewhere or state == 'asked') then return {0, 'asked'} end
        end
      end
    end
  end
  at = at + 8
end

local first = 0
if nevents > 0 then
  local last = redis.call('INCRBY', seqkey, nevents)
  first = last - nevents + 1
end

if base >= 0 then
  redis.call('HSET', incident, 'doc', ARGV[4], 'v', base + 1)
  if base == 0 then redis.call('ZADD', incidents, ARGV[7], id) end
  if ARGV[6] == '1' then
    redis.call('ZREM', open, id)
    redis.call('ZREM', timers, id)
  else
    redis.call('ZADD', open, ARGV[7], id)
    -- A timer that is due already was set by somebody who learned something
    -- this change may not have seen: it stays.
    local due = redis.call('ZSCORE', timers, id)
    if not due or tonumber(due) > now then
      if ARGV[5] == '' then redis.call('ZREM', timers, id)
      else redis.call('ZADD', timers, ARGV[5], id) end
    end
  end
end

at = 21
for i = 1, noffers do
  local offer, doc, responder, letter, state = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  redis.call('HSET', incident, 'o:' .. offer, doc)
  if ARGV[at + 6] == '1' then
    redis.call('HSET', engaged, responder .. '|' .. letter, id .. '|' .. offer .. '|' .. state)
  else
    local field = responder .. '|' .. letter
    local value = redis.call('HGET', engaged, field)
    if value and string.match(value, '^.-|(.-)|') == offer then redis.call('HDEL', engaged, field) end
  end
  redis.call('SET', KEYS[15 + i], id .. ' ' .. offer, 'EX', ARGV[11])
  at = at + 8
end

for i = 1, nevents do
  local seq = first + i - 1
  redis.call('XADD', journal, 'MAXLEN', '~', ARGV[10], string.format('%d-0', seq), 'e', ARGV[at + i])
  if id ~= '' then redis.call('RPUSH', ijournal, string.format('%d:', seq) .. ARGV[at + i]) end
end
at = at + nevents

for i = 1, nnotices do
  local notice, doc, asks = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local key = KEYS[15 + noffers + i]
  redis.call('HSET', key, 'doc', doc, 'status', 'queued', 'rank', 1, 'at', now)
  redis.call('EXPIRE', key, ARGV[12])
  redis.call('XADD', outbox, '*', 'n', notice)
  if asks ~= '' then
    redis.call('HSET', texts, asks, ARGV[at + 4])
  end
  at = at + 4
end

local records, ids = {}, {}
for _ = 1, nhabits do
  local responder, what, ms, part = ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
  -- Who was deleted is not remembered again by a late answer.
  if redis.call('HEXISTS', responders, responder) == 1 then
    local doc = redis.call('HGET', habits, responder)
    -- A record that cannot be read begins anew: it must not stop an incident.
    local ok, record = pcall(counted, doc, what, ms, part, half, window, most)
    if not ok then record = counted(false, what, ms, part, half, window, most) end
    if record and record ~= doc then
      redis.call('HSET', habits, responder, record)
      if not records[responder] then ids[#ids + 1] = responder end
      records[responder] = record
    end
  end
  at = at + 4
end

for i = 1, ndecisions do redis.call('RPUSH', KEYS[15], ARGV[at + i]) end

if ARGV[8] ~= '' then redis.call('SET', idem, ARGV[8] .. ' ' .. id, 'EX', ARGV[9]) end
if #ids == 0 then return {1, first} end
local out = {1, first, redis.call('XADD', hroster, 'MAXLEN', '~', ARGV[20], '*', 'ids', table.concat(ids, ' '))}
for _, responder in ipairs(ids) do
  out[#out + 1] = responder
  out[#out + 1] = records[responder]
end
return out
