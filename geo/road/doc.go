// Package road holds the streets of one extract and answers how long it takes
// to get to a place: on foot, by bicycle, by e-bike, by car.
//
// It is built in two halves that meet in raw.go:
//
//   - the reading of tags (profile_*.go, rule.go, barrier.go, ferry.go, turn.go,
//     density.go, calibration.go): from an extract.Extract and a Calibration to
//     one rawNet for each mode, streets as pieces with times in both directions;
//   - the search (assemble.go and what it leads to): from a rawNet to a Net that
//     keeps only junctions, and a search backwards from the destination, bounded
//     by time, that prices every start at once.
//
// Build runs both; Save and Load keep the result in a file.
//
// # Invariants
//
//   - A Graph is immutable: any number of goroutines may use it.
//   - Points are WGS-84 degrees, lng/lat; times are time.Duration to the
//     destination, turnout not included.
//   - Nothing here reads a clock, the network or a random number; the same
//     extract and calibration give the same graph.
//   - A graph is only ever used with the calibration it was built with; the cache
//     keeps its digest.
//
// # What is chosen here, and why
//
// Volunteers go to doors. Private ground, customers-only and gated compounds
// are open to them, slowly enough that nobody is sent through; gates cost time;
// only military ground and a plain "no" are closed.
//
// Bicycles that may not be ridden are pushed: on footways, against one-ways, in
// pedestrian zones. A car follows one-ways and turn restrictions (those that
// always hold; conditional ones are counted and ignored, like all conditional
// tags).
//
// Nobody starts or ends on a motorway, on a motor road, in a tunnel or on a
// ferry. A volunteer in a private car must not stop on the shoulder: a crash on
// a motorway is met from the nearest ordinary street, and where there is none
// within reach the caller falls back to the straight line, and says so.
//
// Speeds are town averages, not limits; where the studies saw people slower
// because a quarter is dense, so is everybody here (density.go). All figures
// stand in calibration.csv, each with its source; a file can replace them
// (ReadCalibration).
package road
