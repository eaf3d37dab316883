// Package city is one street extract at work: the street graph, the base map
// and the index of places that are built from one .osm.pbf file, their caches,
// and the answers that fifteen wants of them.
//
// The first start reads the extract and builds everything; what was built is
// kept in files beside the extract (or in another folder where that one cannot
// be written), and later starts load those. A cache holds the digest of the
// extract it was made from: another extract, another version or a damaged file
// means building anew, never a wrong answer.
//
// A City is read-only after Open and may be used from any goroutine; what a
// search needs for itself belongs to that search.
package city
