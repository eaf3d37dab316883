package tile

// attrs.go: what a feature says of itself. Many features say the same ("road,
// residential, People's Street"), so each set of attributes is kept once.

import (
	"encoding/binary"

	"github.com/paulmach/orb/geojson"
)

// key is the name of an attribute.
type key uint16

const (
	keyClass key = iota
	keyName
	keyNameZh
	keyNameEn
	keyRank
	keyRef
	keyLink
	keyBridge
	keyTunnel
	keyOneway
	keyLayer
	keyService
	keyPrivate
	keySubclass
	keyLevel
	keyAdminLevel
	keyMaritime
	keyDisputed
	keyHeight
	keyNumber
	keyIntermittent
	keyCapital
	keyPopulation
	keyEmergency
	keyCount
)

var keyNames = [keyCount]string{
	"class", "name", "name_zh", "name_en", "rank", "ref", "link", "bridge", "tunnel", "oneway", "layer",
	"service", "private", "subclass", "level", "admin_level", "maritime", "disputed", "height", "number",
	"intermittent", "capital", "population", "emergency",
}

// The sorts of values.
const (
	valueString uint16 = iota // Value is an index of a string
	valueInt                  // Value is an int32
	valueTrue
)

// attr is one attribute. What is false, zero or empty is left out.
type attr struct {
	Key   key
	Sort  uint16
	Value uint32
}

// catalog holds each set of attributes and each string once.
type catalog struct {
	ends    []uint32 // end of each set in attrs
	attrs   []attr
	strings []string

	// while building only
	setOf    map[string]uint32
	stringOf map[string]uint32
	current  []attr
	packed   []byte
}

func newCatalog() *catalog {
	return &catalog{setOf: map[string]uint32{}, stringOf: map[string]uint32{}}
}

// begin starts a set; text, number and flag add to it; done ends it.
func (c *catalog) begin() *catalog {
	c.current = c.current[:0]
	return c
}

func (c *catalog) text(k key, v string) *catalog {
	if v != "" {
		c.current = append(c.current, attr{k, valueString, c.intern(v)})
	}
	return c
}

func (c *catalog) number(k key, v int) *catalog {
	if v != 0 {
		c.current = append(c.current, attr{k, valueInt, uint32(int32(v))})
	}
	return c
}

func (c *catalog) flag(k key, v bool) *catalog {
	if v {
		c.current = append(c.current, attr{k, valueTrue, 0})
	}
	return c
}

func (c *catalog) names(n names) *catalog {
	return c.text(keyName, n.local).text(keyNameZh, n.zh).text(keyNameEn, n.en)
}

// done returns the number of the set.
func (c *catalog) done() uint32 {
	c.packed = c.packed[:0]
	for _, a := range c.current {
		c.packed = binary.LittleEndian.AppendUint32(c.packed, uint32(a.Key)<<16|uint32(a.Sort))
		c.packed = binary.LittleEndian.AppendUint32(c.packed, a.Value)
	}
	if n, ok := c.setOf[string(c.packed)]; ok {
		return n
	}
	n := uint32(len(c.ends))
	c.attrs = append(c.attrs, c.current...)
	c.ends = append(c.ends, uint32(len(c.attrs)))
	c.setOf[string(c.packed)] = n
	return n
}

func (c *catalog) intern(s string) uint32 {
	if n, ok := c.stringOf[s]; ok {
		return n
	}
	n := uint32(len(c.strings))
	c.strings = append(c.strings, s)
	c.stringOf[s] = n
	return n
}

// set returns the attributes with a number.
func (c *catalog) set(n uint32) []attr {
	start := uint32(0)
	if n > 0 {
		start = c.ends[n-1]
	}
	return c.attrs[start:c.ends[n]]
}

// properties are the attributes as the encoder wants them.
func (c *catalog) properties(n uint32) geojson.Properties {
	set := c.set(n)
	p := make(geojson.Properties, len(set))
	for _, a := range set {
		switch a.Sort {
		case valueString:
			p[keyNames[a.Key]] = c.strings[a.Value]
		case valueInt:
			p[keyNames[a.Key]] = int(int32(a.Value))
		default:
			p[keyNames[a.Key]] = true
		}
	}
	return p
}

// sound reports whether every reference is to something that is there.
func (c *catalog) sound() bool {
	last := uint32(0)
	for _, end := range c.ends {
		if end < last || end > uint32(len(c.attrs)) {
			return false
		}
		last = end
	}
	for _, a := range c.attrs {
		if a.Key >= keyCount || a.Sort > valueTrue || a.Sort == valueString && a.Value >= uint32(len(c.strings)) {
			return false
		}
	}
	return true
}
