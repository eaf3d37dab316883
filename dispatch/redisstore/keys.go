package redisstore

// keys.go: every key, with its type, lifetime and writer. geo/redisgeo owns
// the keys under geo:.

import "strings"

// keys builds the key names of one area.
type keys struct{ prefix string }

func newKeys(area string) keys { return keys{"fifteen:{" + area + "}:"} }

func (k keys) of(parts ...string) string { return k.prefix + strings.Join(parts, ":") }

// incident: HASH doc → JSON, v → version, o:<offer> → JSON. Kept. commit.lua.
func (k keys) incident(id string) string { return k.of("incident", id) }

// texts: HASH offer → JSON TextState of the text that asked. Kept. commit.lua, settle.lua.
func (k keys) texts(id string) string { return k.of("incident", id, "texts") }

// incidentJournal: LIST "seq:JSON". Kept. commit.lua, settle.lua.
func (k keys) incidentJournal(id string) string { return k.of("incident", id, "journal") }

// decisions: LIST of gzipped JSON, one decision each, in order. Kept. commit.lua.
func (k keys) decisions(id string) string { return k.of("incident", id, "decisions") }

// incidents: ZSET id by opening time in ms. Kept. commit.lua.
func (k keys) incidents() string { return k.of("incidents") }

// open: ZSET of those not ended, the same way. commit.lua.
func (k keys) open() string { return k.of("incidents", "open") }

// number: STRING, the last running number of an incident. Kept. INCR.
func (k keys) number() string { return k.of("incidents", "number") }

// journal: STREAM of all events, id "<seq>-0", field e → JSON. Trimmed to
// about journalLength. commit.lua, settle.lua.
func (k keys) journal() string { return k.of("journal") }

// seq: STRING, the last seq given out. Kept. commit.lua, settle.lua.
func (k keys) seq() string { return k.of("journal", "seq") }

// epoch: STRING, random, set once: a new one means a new database. Kept.
func (k keys) epoch() string { return k.of("journal", "epoch") }

// outbox: STREAM of notice ids, group "relay". Entries go when settled.
// commit.lua, settle.lua.
func (k keys) outbox() string { return k.of("outbox") }

// notice: HASH doc, status, rank, attempts, begun_at, sid. 30 days. commit.lua,
// begin.lua, settle.lua.
func (k keys) notice(id string) string { return k.of("notice", id) }

// timers: ZSET incident by due time in ms. commit.lua, due.lua, timer.lua.
func (k keys) timers() string { return k.of("timers") }

// engaged: HASH "responder|letter" → "incident|offer|state" for open offers.
// commit.lua.
func (k keys) engaged() string { return k.of("engaged") }

// link: STRING "incident offer" behind the token of a volunteer's page. 7 days
// from the offer's last change. commit.lua.
func (k keys) link(token string) string { return k.of("link", token) }

// idem: STRING "hash incident" of an idempotency key. 48 hours. commit.lua.
func (k keys) idem(key string) string { return k.of("idem", key) }

// responders: HASH id → JSON. Kept. people.lua.
func (k keys) responders() string { return k.of("responders") }

// phones: HASH E.164 → responder id. Kept. people.lua.
func (k keys) phones() string { return k.of("phones") }

// optOuts: SET of E.164 numbers that sent STOP. Kept. people.lua.
func (k keys) optOuts() string { return k.of("optouts") }

// roster: STREAM of changed responder ids, field ids → space-separated.
// Trimmed to about rosterLength. people.lua.
func (k keys) roster() string { return k.of("roster") }

// habits: HASH responder → JSON record of their answers (habit.lua). Kept, for
// as long as the responder. commit.lua, settle.lua, people.lua, forget.lua.
func (k keys) habits() string { return k.of("habits") }

// habitRoster: STREAM of responder ids whose habits changed, field ids →
// space-separated. Trimmed to about rosterLength. commit.lua, settle.lua,
// people.lua, forget.lua.
func (k keys) habitRoster() string { return k.of("habits", "roster") }

// home, places, placed, live, seen: the position indexes of geo/redisgeo.
func (k keys) home() string   { return k.of("geo", "home") }
func (k keys) places() string { return k.of("geo", "places") }
func (k keys) placed() string { return k.of("geo", "placed") }
func (k keys) live() string   { return k.of("geo", "live") }
func (k keys) seen() string   { return k.of("geo", "at") }

// officers: HASH name → JSON. Kept. Plain commands, dismiss.lua.
func (k keys) officers() string { return k.of("officers") }

// tokens: HASH hash → JSON. Kept. Plain commands.
func (k keys) tokens() string { return k.of("tokens") }

// session: STRING JSON. Until it expires. Plain commands.
func (k keys) session(hash string) string { return k.of("session", hash) }

// Bounds of the streams.
const (
	journalLength = "100000"
	rosterLength  = "20000"
)
