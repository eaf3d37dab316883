// Package isochrone draws what a search of the streets has reached: from the
// reached pieces of street, each with the travel times of its two ends, to the
// areas within 5, 10 and 15 minutes, as polygons ready for GeoJSON.
//
// How: the pieces are laid over a grid of cells of nearly CellM meters. For
// each limit every grid node learns how far inside (or outside) the area it
// lies: the off-street walk that the time left at the best street nearby still
// allows, at most the fringe, minus the distance to that street. The line where
// this is 0 is the outline. It is then thinned out.
//
// Invariants, with cell = the width that CellM returns for the extent:
//   - bands are nested exactly: every point of a band is in all larger ones;
//   - rings are closed and simple, no two of one band touch, outer rings run
//     counterclockwise and holes clockwise, each in the polygon it belongs to
//     (RFC 7946, sections 3.1.6 and 3.1.7);
//   - no point of an area is farther than Options.FringeM + 1.5 cells from a
//     reached street, unless it lies in a hole that was too small to draw;
//   - no street reached within the limit is left out by more than 2.5 cells,
//     unless it lies on an island that was too small to draw;
//   - a street that goes on beyond the limit is left where its time is the
//     limit, within 2.5 cells;
//   - coordinates are multiples of 0.000001° (0.11 m).
//
// Everything is pure and may be called from any goroutine; working memory is
// pooled.
package isochrone
