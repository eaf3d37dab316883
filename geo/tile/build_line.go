package tile

// build_line.go: lines, collected and then merged for each band of zooms.

import (
	"slices"
	"strconv"
)

// line is a line of a way before merging. It has a set of attributes for each
// band, and a place in the order of drawing for those that look at flags.
type line struct {
	id       int64
	points   []xy
	rule     int32
	sets     [len(bands)]uint32
	level    int8
	link     bool
	directed bool
	from     uint8
}

// readLines reads a way as a boundary, water, part of an airport, street or
// railway. It may be several.
func (r *reader) readLines(i int32) {
	w := &r.e.Ways[i]
	var points [][]xy // made when first asked for
	add := func(l line) {
		if points == nil {
			for _, run := range unbroken(w.Nodes) {
				if p := slices.Compact(r.project(run)); len(p) > 1 {
					points = append(points, p)
				}
			}
		}
		l.id = w.ID
		for _, p := range points {
			l.points = p
			r.lines = append(r.lines, l)
		}
	}
	c := r.b.catalog
	if b := r.boundaryOf(i); b.level > 0 {
		admin := 0
		if b.admin != b.level {
			admin = b.admin
		}
		set := c.begin().number(keyLevel, b.level).number(keyAdminLevel, admin).flag(keyMaritime, b.maritime).flag(keyDisputed, b.disputed).done()
		add(same(layerBoundary, strconv.Itoa(b.level), set))
	}
	if class := waterwayOf(w.Tags); class != "" {
		n := namesOf(w.Tags)
		l := same(layerWaterway, class, 0)
		if n.local == "" {
			l.from += namelessLater
		}
		intermittent, tunnel := isYes(w.Tags.Get("intermittent")), !isNo(w.Tags.Get("tunnel"))
		for k, band := range bands {
			c.begin().text(keyClass, class)
			if band.names {
				c.names(n)
			}
			if band.flags {
				c.flag(keyTunnel, tunnel).flag(keyIntermittent, intermittent)
			}
			l.sets[k] = c.done()
		}
		add(l)
	}
	if class := aerowayOf(w.Tags); class != "" && (!w.Closed() || aerowayArea(w.Tags) == "") {
		add(same(layerAeroway, class, c.begin().text(keyClass, class).text(keyRef, w.Tags.Get("ref")).done()))
	}
	if s, ok := streetOf(w.Tags, w.Closed()); ok {
		l := same(s.layer, s.class, 0)
		l.level, l.link, l.directed, l.from = s.level, s.link, s.oneway, s.from
		for k, band := range bands {
			// What only just appears in a band has no room for a name there.
			l.sets[k] = s.add(c, band.flags, band.names && s.from < band.to)
		}
		before := len(r.lines)
		add(l)
		if s.reverse {
			for k := before; k < len(r.lines); k++ {
				r.lines[k].points = slices.Clone(r.lines[k].points)
				slices.Reverse(r.lines[k].points)
			}
		}
	}
}

// same is a line that says the same at all zooms.
func same(l layer, class string, set uint32) line {
	at := ruleOf[ruleKey{l, class}]
	out := line{rule: int32(at), from: rules[at].from}
	for k := range bands {
		out.sets[k] = set
	}
	return out
}

// boundaryOf is what relations say of a way, or what it says itself.
func (r *reader) boundaryOf(i int32) boundary {
	b := levelOfBoundary(r.e.Ways[i].Tags)
	if of, ok := r.levels[i]; ok {
		of.maritime = of.maritime || isYes(r.e.Ways[i].Tags.Get("maritime"))
		of.disputed = of.disputed || isYes(r.e.Ways[i].Tags.Get("disputed"))
		if b.level == 0 || of.admin <= b.admin {
			return of
		}
	}
	return b
}

// mergeLines adds the labels of settlements drawn as areas, and the lines, band
// by band.
func (r *reader) mergeLines() error {
	for _, p := range r.labels.places {
		r.placeLabel(p.tags, namesOf(p.tags), p.at, p.id)
	}
	for k, band := range bands {
		r.progress("lines", int64(k), int64(len(bands)))
		if err := r.ctx.Err(); err != nil {
			return err
		}
		var strands []strand
		for i := range r.lines {
			l := &r.lines[i]
			if l.from > band.to {
				continue
			}
			s := strand{id: l.id, line: l.points, weight: len(l.points)}
			s.key = strandKey{order: l.order(band.flags), set: l.sets[k], layer: rules[l.rule].layer, from: max(l.from, band.from)}
			if band.flags {
				s.directed = l.directed
			} else {
				s.line = thin(l.points, band.to, rules[l.rule].scale())
				s.weight = len(s.line)
			}
			strands = append(strands, s)
		}
		for _, s := range mergeStrands(strands, band.longest) {
			rule := &rules[ruleAt(s.key.order)]
			r.b.line(what{s.key.layer, idOf(ofWay, s.id), s.key.set, s.key.order, s.key.from}, s.line, band.to, rule)
		}
	}
	r.lines = nil
	return nil
}

// order is the place of a line in the order of drawing: what crosses above,
// then the class, ramps below the roads they join. The number of its rule can be
// read from it.
func (l *line) order(flags bool) int64 {
	o := int64(l.rule) << 1
	if !l.link {
		o |= 1
	}
	if flags {
		o |= int64(l.level) << 32
	}
	return o
}

func ruleAt(order int64) int { return int(order & 0xffffffff >> 1) }

// thin keeps the vertices that zooms up to z need.
func thin(points []xy, z uint8, coarse float64) []xy {
	out := make([]xy, 0, len(points))
	for _, v := range levels(points, z, coarse) {
		if v.Level <= z {
			out = append(out, v.xy)
		}
	}
	return out
}

// digits drops the separators that people write into numbers.
func digits(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != ',' && s[i] != ' ' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
