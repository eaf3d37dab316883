// Package geo holds what fifteen knows of the earth: one radius, one distance,
// bounds, and the coordinate systems that maps in China are drawn in.
//
// Invariants:
//   - points are orb.Point, lng/lat in degrees, WGS-84 unless a parameter says
//     otherwise; the product stores WGS-84 only and converts at its edges;
//   - distances are meters;
//   - nothing here panics or loops on NaN or infinite input: NaN in, NaN out,
//     and dispatch.Position.Valid refuses what comes out.
//
// All functions are pure and may be called from any goroutine.
package geo
