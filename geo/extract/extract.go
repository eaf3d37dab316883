package extract

// extract.go: what an extract holds.

import (
	"math"

	"github.com/paulmach/orb"
)

// Extract is what one file holds.
type Extract struct {
	// Bound is the rectangle around all nodes, in degrees.
	Bound orb.Bound
	// Points are the positions of all nodes, in the order of their ids.
	Points []Point
	// Nodes are those nodes that have tags.
	Nodes     []Node
	Ways      []Way
	Relations []Relation
}

// Point is a position in units of 1e-7 degrees (about a centimeter).
type Point struct{ Lng, Lat int32 }

// unit is the size of a Point's unit in degrees.
const unit = 1e-7

// Orb returns the point in degrees, longitude first.
func (p Point) Orb() orb.Point { return orb.Point{float64(p.Lng) * unit, float64(p.Lat) * unit} }

// FromOrb rounds a point in degrees.
func FromOrb(p orb.Point) Point {
	return Point{int32(math.Round(p[0] / unit)), int32(math.Round(p[1] / unit))}
}

// Node is a node that has tags. At is its position in Points.
type Node struct {
	ID   int64
	At   int32
	Tags Tags
}

// Way is a line or a ring. Nodes are positions in Points, -1 for a node that
// the file does not hold: the line breaks there.
type Way struct {
	ID    int64
	Nodes []int32
	Tags  Tags
}

// Closed reports whether a way ends where it begins.
func (w *Way) Closed() bool {
	n := len(w.Nodes)
	return n > 2 && w.Nodes[0] >= 0 && w.Nodes[0] == w.Nodes[n-1]
}

// Line returns the positions of a way's nodes, those missing left out.
func (e *Extract) Line(w *Way) orb.LineString {
	line := make(orb.LineString, 0, len(w.Nodes))
	for _, n := range w.Nodes {
		if n >= 0 {
			line = append(line, e.Points[n].Orb())
		}
	}
	return line
}

// Relation is a group of nodes, ways and relations.
type Relation struct {
	ID      int64
	Members []Member
	Tags    Tags
}

// MemberType says what a member of a relation is.
type MemberType uint8

// The types of members.
const (
	MemberNode MemberType = iota
	MemberWay
	MemberRelation
)

// Member is a member of a relation. Index is its position in Points, Ways or
// Relations, -1 if the file does not hold it.
type Member struct {
	Type  MemberType
	ID    int64
	Index int32
	Role  string
}

// Tag is what is said of a thing.
type Tag struct{ Key, Value string }

// Tags are the tags of one thing.
type Tags []Tag

// Get returns the value of a key, "" if there is none.
func (t Tags) Get(key string) string {
	for i := range t {
		if t[i].Key == key {
			return t[i].Value
		}
	}
	return ""
}

// Has reports whether there is a tag with a key.
func (t Tags) Has(key string) bool {
	for i := range t {
		if t[i].Key == key {
			return true
		}
	}
	return false
}
