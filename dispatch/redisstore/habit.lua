-- habit.lua: what somebody's habits become by one event more. It stands before
-- commit.lua, settle.lua and people.lua in the same script.
--
-- A record is JSON: at (ms) the moment its counts are of; asked, yes the counts
-- by part of the day, each event fading by half in a half-life; asks (ms) the
-- askings of the window before at, oldest first; last, served (ms) when last
-- asked and last done; fails, failed (ms) how many hours with failed texts there
-- were since one arrived, and the last of these failures. Events may come in any order within a day: each counts
-- by its own time. A record from further ahead was written by a wrong clock.
--
-- doc: the record or false   what: 'asked', 'yes', 'served', 'failed', 'reached'
-- at: ms   part: of the day, from 0   half, window: ms   most: askings kept
-- Returns the new record, or doc where nothing changes
local function counted(doc, what, at, part, half, window, most)
  local h = doc and cjson.decode(doc) or {}
  if what == 'reached' or what == 'failed' then
    if what == 'failed' then
      -- Several texts within an hour tell of one and the same empty battery.
      if h.failed and math.abs(at - h.failed) < 3600000 then return doc end
      h.at = h.at or at
      h.fails, h.failed = (h.fails or 0) + 1, math.max(h.failed or 0, at)
    elseif h.fails then
      h.fails, h.failed = nil, nil
    else
      return doc
    end
    return cjson.encode(h)
  end
  local from = h.at or at
  if from > at + 86400000 then from = at end
  local to = math.max(from, at)
  local fade, weight = 0.5 ^ ((to - from) / half), 0.5 ^ ((to - at) / half)
  local new = {at = to, asked = {}, yes = {}, last = h.last, served = h.served, fails = h.fails, failed = h.failed}
  for i = 1, 4 do
    new.asked[i] = (h.asked and h.asked[i] or 0) * fade
    new.yes[i] = (h.yes and h.yes[i] or 0) * fade
  end

  local asks = {}
  for _, t in ipairs(h.asks or {}) do
    if t > to - window and t <= to then asks[#asks + 1] = t end
  end
  if what == 'asked' then
    new.asked[part + 1] = new.asked[part + 1] + weight
    new.last = math.min(math.max(h.last or 0, at), to)
    if at > to - window then
      local place = #asks + 1
      while place > 1 and asks[place - 1] > at do place = place - 1 end
      table.insert(asks, place, at)
      if #asks > most then table.remove(asks, 1) end
    end
  elseif what == 'yes' then
    new.yes[part + 1] = new.yes[part + 1] + weight
  else
    new.served = math.min(math.max(h.served or 0, at), to)
  end
  if #asks > 0 then new.asks = asks end -- an empty table would be written as an object
  return cjson.encode(new)
end

