package road

// raw.go: the seam between the reading of tags (profile files) and the search
// network (assemble): one mode's streets as the tags give them, before
// contraction.

import "fifteen/geo/extract"

// rawNet is one mode's streets. All node indices point into points.
type rawNet struct {
	points []extract.Point  // the extract's points, shared by all modes
	ways   []rawWay         // in ascending order of their OpenStreetMap id; parts of a split way follow each other
	delay  map[int32]uint32 // extra milliseconds for passing a node (signals, gates …)
	closed map[int32]bool   // nodes nobody of this mode passes (a bollard for cars …)
	bans   []ban            // turn restrictions
}

// rawWay is one piece of street, without gaps.
type rawWay struct {
	id       int64
	nodes    []int32  // ≥ 2, no -1, no equal neighbours; shared between modes: read only
	fwd, bwd []uint32 // milliseconds per piece, len(nodes)-1; nil = direction not allowed; never both nil
	noSnap   bool     // motorways, ferries, tunnels …: journeys neither start nor end on it
	name     uint32   // index into Graph.names, 0 = none
}

// ban is a turn restriction: who comes along way from may not (or, with only,
// may do nothing but) turn into way to at the via node, or after the via ways.
type ban struct {
	from, to int32   // indices into rawNet.ways
	via      []int32 // one node index; empty when viaWays is set
	viaWays  []int32 // indices into rawNet.ways, in the order travelled
	only     bool
}
