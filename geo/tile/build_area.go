package tile

// build_area.go: areas, out of relations or of closed ways.

import (
	"fifteen/geo/extract"
)

// asksForArea reports whether any layer wants an area with these tags, or a
// label in it.
func asksForArea(t extract.Tags) bool {
	if len(t) == 0 {
		return false
	}
	return landuseOf(t) != "" || waterOf(t, 0) != "" || isBuilding(t) || aerowayArea(t) != "" || wantsLabel(t)
}

// wantsLabel reports whether an area with these tags has a label point.
func wantsLabel(t extract.Tags) bool {
	n := namesOf(t)
	class, _, _ := placeOf(t)
	return t.Has("addr:housenumber") || pointOf(t, n) != nil ||
		n.local != "" && (class != "" || parkOf(t) != "" || waterNameOf(t) != "" || waterOf(t, 0) != "")
}

// aerowayArea is aerowayOf for what is drawn as an area when closed.
func aerowayArea(t extract.Tags) string {
	c := aerowayOf(t)
	if c == "taxiway" && !isYes(t.Get("area")) {
		return "" // a taxiway that runs in a circle
	}
	return c
}

func (r *reader) readRelations() error {
	r.used, r.levels = map[int32]bool{}, map[int32]boundary{}
	all := r.e.Relations
	for i := range all {
		if err := r.tick("relations", i, len(all)); err != nil {
			return err
		}
		rel := &all[i]
		switch rel.Tags.Get("type") {
		case "multipolygon":
			r.readMultipolygon(rel)
		case "boundary":
			r.readBoundary(rel)
			if rel.Tags.Get("boundary") != "administrative" && asksForArea(rel.Tags) {
				r.readMultipolygon(rel)
			}
		}
	}
	return nil
}

// readBoundary notes the lowest level of each of a boundary's ways, and the
// place that lies within.
func (r *reader) readBoundary(rel *extract.Relation) {
	b := levelOfBoundary(rel.Tags)
	if b.level == 0 {
		return
	}
	for _, m := range rel.Members {
		if m.Type == extract.MemberWay && m.Index >= 0 {
			if old, ok := r.levels[m.Index]; !ok || b.admin < old.admin {
				r.levels[m.Index] = b
			}
		}
	}
	if class, _, _ := placeOf(rel.Tags); class == "" {
		return
	}
	for _, m := range rel.Members {
		if m.Type == extract.MemberNode && m.Index >= 0 && (m.Role == "label" || m.Role == "admin_centre") {
			r.labels.places = append(r.labels.places, placeLabel{rel.Tags, project(r.e.Points[m.Index]), idOf(ofRelation, rel.ID)})
			return
		}
	}
	if p := r.polygonsOf(rel); p != nil {
		if at, ok := labelPoint(p); ok {
			r.labels.places = append(r.labels.places, placeLabel{rel.Tags, at, idOf(ofRelation, rel.ID)})
		}
	}
}

// readMultipolygon reads a relation that is an area. Of an old one without tags
// of its own the outlines say what it is.
func (r *reader) readMultipolygon(rel *extract.Relation) {
	tags := rel.Tags
	own := asksForArea(tags)
	if !own {
		if tags = r.outerTags(rel); tags == nil {
			return
		}
	}
	p := r.polygonsOf(rel)
	if p == nil {
		r.b.stats.Broken++
		return
	}
	for _, m := range rel.Members { // outlines that say the same are not drawn again
		if m.Type == extract.MemberWay && m.Index >= 0 && m.Role != "inner" {
			if way := &r.e.Ways[m.Index]; !own || landuseOf(way.Tags) == landuseOf(tags) && !isBuilding(way.Tags) && waterOf(way.Tags, 0) == waterOf(tags, 0) {
				r.used[m.Index] = true
			}
		}
	}
	r.readArea(tags, p, idOf(ofRelation, rel.ID), rel)
}

// outerTags are the tags of the first outer way that speaks of an area.
func (r *reader) outerTags(rel *extract.Relation) extract.Tags {
	for _, m := range rel.Members {
		if m.Type == extract.MemberWay && m.Index >= 0 && m.Role != "inner" {
			if t := r.e.Ways[m.Index].Tags; asksForArea(t) {
				return t
			}
		}
	}
	return nil
}

// polygonsOf joins the ways of a relation; nil if they enclose nothing.
func (r *reader) polygonsOf(rel *extract.Relation) []polygon {
	var pieces [][]int32
	missing := false
	for _, m := range rel.Members {
		if m.Type != extract.MemberWay || m.Role == "label" {
			continue
		}
		if m.Index < 0 {
			missing = true
			continue
		}
		pieces = append(pieces, unbroken(r.e.Ways[m.Index].Nodes)...)
	}
	joined, left := joinRings(pieces)
	if missing || left > 0 {
		r.b.stats.Patchy++
	}
	rings := make([]ring, len(joined))
	for i, nodes := range joined {
		rings[i] = r.project(nodes)
	}
	return nest(rings)
}

// readArea adds an area to every layer that wants it. Rel is the relation it
// comes from, if any.
func (r *reader) readArea(t extract.Tags, p []polygon, id uint64, rel *extract.Relation) {
	size := area(p)
	scale := p[0][0][0].meters()
	areaM2 := size * scale * scale
	add := func(l layer, class string, set uint32) {
		rule := &rules[ruleOf[ruleKey{l, class}]]
		r.b.area(what{layer: l, id: id, set: set, from: rule.from}, p, rule)
	}
	c := r.b.catalog
	if class := landuseOf(t); class != "" {
		add(layerLanduse, class, c.begin().text(keyClass, class).done())
	}
	water := waterOf(t, areaM2)
	if water != "" {
		add(layerWater, water, c.begin().text(keyClass, water).flag(keyIntermittent, isYes(t.Get("intermittent"))).done())
	}
	if class := aerowayArea(t); class != "" {
		add(layerAeroway, class, c.begin().text(keyClass, class).done())
	}
	if isBuilding(t) {
		add(layerBuilding, "", c.begin().number(keyHeight, heightOf(t)).done())
	}
	if !wantsLabel(t) {
		return
	}
	at, ok := labelPoint(p)
	if !ok {
		return
	}
	r.areaLabels(t, at, id, size, water)
	if class, _, _ := placeOf(t); class != "" && namesOf(t).local != "" {
		r.labels.places = append(r.labels.places, placeLabel{t, at, id})
		return
	}
	r.readPoint(t, at, id, true, size)
}
