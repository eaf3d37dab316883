package road

// turn.go: reads turn restrictions: relations of type restriction. A broken one
// is counted and dropped, never fatal.

import (
	"strings"

	"fifteen/geo/extract"
)

// turns are the restrictions of a file that speak of a mode of ours.
type turns struct {
	list   []turn
	ways   map[int32]bool // ways (by index) that some restriction names
	unread TurnStats      // those not in list
}

// turn is one restriction, its members resolved.
type turn struct {
	from, to []int32 // indices into Extract.Ways
	viaWays  []int32
	viaNode  int32 // -1: via ways
	kinds    [modeCount]turnKind
	fate     turnFate
}

type turnKind uint8

const (
	turnFree turnKind = iota // says nothing to the mode
	turnNo
	turnOnly
)

// turnFate is what became of a restriction; over all modes the highest counts.
type turnFate uint8

const (
	turnElsewhere turnFate = iota
	turnBroken
	turnUsed
)

// restrictionKeys name the keys for a mode, most specific first. The plain key
// binds cars only: a cyclist gets off and pushes.
var restrictionKeys = [modeCount][]string{
	Bike:  {"restriction:bicycle"},
	EBike: {"restriction:bicycle"},
	Drive: {"restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle", "restriction"},
}

// exceptions are the words in except=* that free a mode.
var exceptions = [modeCount][]string{
	Bike:  {"bicycle"},
	EBike: {"bicycle"},
	Drive: {"motorcar", "motor_vehicle", "vehicle"},
}

// readTurns reads all restrictions.
func readTurns(e *extract.Extract) *turns {
	t := &turns{ways: make(map[int32]bool)}
	for i := range e.Relations {
		r := &e.Relations[i]
		if kind := r.Tags.Get("type"); kind != "restriction" && !strings.HasPrefix(kind, "restriction:") {
			continue
		}
		one, ok := turn{}, false
		one.kinds, ok = kindsOf(r.Tags)
		if !ok {
			if onlyConditional(r.Tags) {
				t.unread.Conditional++
			} else {
				t.unread.Elsewhere++
			}
			continue
		}
		if !one.members(r.Members) {
			t.unread.Broken++
			continue
		}
		for _, part := range [...][]int32{one.from, one.to, one.viaWays} {
			for _, w := range part {
				t.ways[w] = true
			}
		}
		t.list = append(t.list, one)
	}
	return t
}

// kindsOf reads what a restriction says to each mode; false if nothing.
func kindsOf(tags extract.Tags) (kinds [modeCount]turnKind, any bool) {
	for _, m := range Modes() {
		for _, key := range restrictionKeys[m] {
			v := tags.Get(key)
			if v == "" && key == "restriction" {
				continue
			}
			if v == "" {
				// The old spelling: type=restriction:motorcar, restriction=no_…
				if tags.Get("type") != key {
					continue
				}
				v = tags.Get("restriction")
			}
			kinds[m] = kindOf(v)
			break
		}
		if old := tags.Get("type"); m == Drive && old != "restriction" && !ours(old, m) {
			kinds[m] = turnFree // type=restriction:hgv
		}
		if excepted(tags.Get("except"), m) {
			kinds[m] = turnFree
		}
		any = any || kinds[m] != turnFree
	}
	return kinds, any
}

func ours(key string, m Mode) bool {
	for _, k := range restrictionKeys[m] {
		if k == key {
			return true
		}
	}
	return false
}

func kindOf(value string) turnKind {
	switch {
	case strings.HasPrefix(value, "no_"):
		return turnNo
	case strings.HasPrefix(value, "only_"):
		return turnOnly
	}
	return turnFree
}

func excepted(list string, m Mode) bool {
	for _, word := range strings.Split(list, ";") {
		for _, ours := range exceptions[m] {
			if strings.TrimSpace(word) == ours {
				return true
			}
		}
	}
	return false
}

func onlyConditional(tags extract.Tags) bool {
	for i := range tags {
		if strings.HasPrefix(tags[i].Key, "restriction") && strings.HasSuffix(tags[i].Key, ":conditional") {
			return true
		}
	}
	return false
}

// members takes the members apart; false if the restriction cannot be followed:
// members missing from the file, no via, several via nodes or a mix of both.
func (t *turn) members(list []extract.Member) bool {
	t.viaNode = -1
	for _, m := range list {
		if m.Role != "from" && m.Role != "to" && m.Role != "via" {
			continue // location_hint and the like
		}
		if m.Index < 0 {
			return false
		}
		switch {
		case m.Role == "via" && m.Type == extract.MemberNode:
			if t.viaNode >= 0 {
				return false
			}
			t.viaNode = m.Index
		case m.Type != extract.MemberWay:
			return false
		case m.Role == "from":
			t.from = append(t.from, m.Index)
		case m.Role == "to":
			t.to = append(t.to, m.Index)
		default:
			t.viaWays = append(t.viaWays, m.Index)
		}
	}
	return len(t.from) > 0 && len(t.to) > 0 && (t.viaNode >= 0) != (len(t.viaWays) > 0)
}
