package place

// poi.go: places and points of interest.

import (
	"cmp"
	"maps"
	"slices"

	"fifteen/geo/extract"
)

// samePlaceM is how near two places of one name are one: a town's node and its
// boundary.
const samePlaceM = 8_000

// found is a place before those that are mapped twice are merged.
type found struct {
	tags  extract.Tags
	at    box
	class string
	rank  uint8
	key   string
	node  bool
}

// readPlaces makes entries of cities, villages, districts …, each once.
func (b *builder) readPlaces() {
	var all []found
	b.each(func(tags extract.Tags, at box, way, node int32) {
		name, _, _ := shownNames(tags)
		if name == "" {
			return
		}
		f := found{tags: tags, at: at, key: fold(name, false), node: node >= 0, class: tags.Get("place")}
		f.rank = placeRanks[f.class]
		if f.rank == 0 && way < 0 && tags.Get("boundary") == "administrative" && node < 0 {
			f.class = levelClass[tags.Get("admin_level")]
			f.rank = placeRanks[f.class]
		}
		if f.rank > 0 && f.key != "" {
			all = append(all, f)
		}
	})
	// Nodes stand where people put the center; of the others, what matters more
	// comes first.
	slices.SortStableFunc(all, func(p, q found) int {
		return cmp.Or(cmp.Compare(p.key, q.key), -cmp.Compare(flag(p.node), flag(q.node)), -cmp.Compare(p.rank, q.rank))
	})
	var kept []uint32
	for i, f := range all {
		if i == 0 || all[i-1].key != f.key {
			kept = kept[:0]
		}
		if twin, ok := b.samePlace(kept, f.at); ok {
			e := &b.x.entries[twin]
			if f.rank > e.Rank {
				e.Rank, e.Class = f.rank, b.text(f.class)
			}
			b.bearAll(twin, f.tags)
			continue
		}
		n := b.thing(f.tags, f.at.center(), kindPlace, f.class, f.rank)
		kept = append(kept, n)
		b.placesAt[f.key] = append(b.placesAt[f.key], n)
	}
}

// samePlace returns the place of the same name that lies in a rectangle or near
// its middle.
func (b *builder) samePlace(kept []uint32, at box) (uint32, bool) {
	f := newPlane(at.center().Orb())
	for _, n := range kept {
		p := b.x.entries[n].At
		if f.distance(p) < samePlaceM || p.Lng >= at.Min.Lng && p.Lng <= at.Max.Lng && p.Lat >= at.Min.Lat && p.Lat <= at.Max.Lat {
			return n, true
		}
	}
	return 0, false
}

// thing makes an entry of something with its names. Places are found by their
// names without 市 or 区 as well.
func (b *builder) thing(tags extract.Tags, at extract.Point, kind uint8, class string, rank uint8) uint32 {
	name, zh, en := shownNames(tags)
	c := categoryOf[class]
	if name == "" && c != nil {
		name, zh, en = c.en, c.zh, ""
	}
	context := b.where(at, tags)
	if kind == kindPlace {
		context = b.around(context, name, rank)
	}
	n := b.entry(entry{At: at, Class: b.text(class), Context: context, Kind: kind, Rank: rank}, name, zh, en)
	b.bearAll(n, tags)
	if c != nil && kind == kindPOI {
		for _, word := range c.words() {
			b.bear(n|categoryBit, word)
		}
	}
	return n
}

func (b *builder) bearAll(n uint32, tags extract.Tags) {
	for _, name := range allNames(tags) {
		b.bear(b.bits(n, name), name)
		if b.x.entries[n].Kind == kindPlace {
			b.bear(n, withoutSuffix(fold(name, false)))
		}
	}
}

// readPOIs makes entries of what has a name or is of a category, and of rivers,
// which are joined like streets.
func (b *builder) readPOIs() {
	rivers := map[string][]int32{}
	b.each(func(tags extract.Tags, at box, way, _ int32) {
		class, rank, ok := classOf(tags)
		name, _, _ := shownNames(tags)
		switch {
		case tags.Has("place") && placeRanks[tags.Get("place")] > 0 || tags.Get("boundary") == "administrative":
			return // read as a place
		case ok && class == "river" && way >= 0 && name != "":
			rivers[streetKey(name)] = append(rivers[streetKey(name)], way)
			return
		case ok && name == "" && categoryOf[class] == nil, !ok && name == "":
			return
		case !ok:
			if !plainThing(tags) {
				return
			}
			class, rank = "landmark", 10
		}
		b.thing(tags, at.center(), kindPOI, class, rank)
	})
	for _, key := range slices.Sorted(maps.Keys(rivers)) {
		b.addRivers(rivers[key])
	}
}

// notThings are keys of what has a name and is no place to go to.
var notThings = []string{"highway", "railway", "power", "route", "barrier", "traffic_sign", "type", "boundary", "public_transport", "aeroway", "network"}

// plainThing reports whether something whose tags say little but its name is a
// landmark.
func plainThing(tags extract.Tags) bool {
	if tags.Get("type") == "multipolygon" || tags.Get("boundary") == "protected_area" || tags.Get("boundary") == "national_park" {
		return true
	}
	if tags.Get("highway") == "pedestrian" && tags.Get("area") == "yes" {
		return true
	}
	return !slices.ContainsFunc(notThings, tags.Has)
}

// addRivers makes one entry of the ways of one river, wherever they are near
// each other.
func (b *builder) addRivers(ways []int32) {
	parts := make([]part, len(ways))
	for i, w := range ways {
		for _, n := range b.ex.Ways[w].Nodes {
			if n >= 0 {
				parts[i].points = append(parts[i].points, b.ex.Points[n])
			}
		}
	}
	for _, group := range join(parts, joinHouses) {
		middle := group[len(group)/2]
		line := parts[middle].points
		b.thing(b.ex.Ways[ways[middle]].Tags, line[len(line)/2], kindPOI, "river", 25)
	}
}

func flag(v bool) int {
	if v {
		return 1
	}
	return 0
}
