// Package strict reads JSON request bodies without guessing.
//
// A body is exactly one JSON value, valid UTF-8, at most so many bytes, at
// most [MaxDepth] deep. Names match exactly, unknown and repeated names are
// refused, null is refused where nothing says that it may stand, numbers must
// fit and be finite. Faults are gathered (at most [MaxFaults]) and name the
// dotted field: "needs[1].count".
//
// Where encoding/json guesses (names in any case, the last of repeated names,
// U+FFFD for bytes that are no UTF-8) a dispatcher would act on something
// that nobody said.
package strict
