// Package isochrone draws what a search of the streets has reached: from the
// reached pieces of street, each with the travel times of its two ends, to the
// areas within 5, 10 and 15 minutes, as polygons ready for GeoJSON.
//
// How: the pieces are laid over a grid of square cells. For each limit every
// grid node learns how deep inside the area it lies: the off-street walk that
// the time left at the best street nearby still allows, at most the fringe,
// minus the distance to that street. Bays narrower than the fringe are filled.
// The line of depth 0 is the outline; small islands and holes are left out, and
// the rest is drawn with fewer corners.
//
// Invariants, with cell = what CellM returns (12 m for a walk, 25 to 60 m for a
// drive of 15 minutes) and fringe = Options.FringeM, at least two cells:
//   - bands are nested exactly: every point of a band is in all larger ones;
//   - rings are closed and simple, no two of one band touch, outer rings run
//     counterclockwise and holes clockwise, each in the polygon it belongs to
//     (RFC 7946, section 3.1.6);
//   - no point of an area is farther from a reached street than the fringe; in
//     bays and gaps between reached streets, one and a half times the fringe;
//     both within 1.5 cells, and except in holes too small to draw;
//   - no street reached within the limit is left out by more than 1.5 cells,
//     except on islands too small to draw;
//   - near its limit a street's fringe narrows with the time that is left, to
//     40 % of the fringe (27 s on foot by default), and ends where the time is
//     the limit;
//   - coordinates are multiples of 0.000001° (0.11 m).
//
// The cost is that of the grid, a few milliseconds, and about a tenth of a
// microsecond a segment. Everything is pure and may be called from any
// goroutine; working memory is pooled.
package isochrone
