// Package extract reads one OpenStreetMap extract, a .osm.pbf file, into
// memory: the one source from which streets, base map and places are built.
//
// Invariants:
//   - an Extract is complete or there is none: a truncated, damaged or empty
//     file is an error that says what to do, never half a city;
//   - references are positions in its arrays; what the file refers to but does
//     not hold is -1;
//   - nodes, ways and relations are in the order of their ids, each id once.
//
// An Extract is read-only after Read and may be used from any goroutine. It is
// large (about 60 bytes a node) and meant to be dropped once everything is built.
package extract
