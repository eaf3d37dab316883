// Package place finds addresses and names points, offline, from one
// OpenStreetMap extract: streets, crossings, house numbers, places and points
// of interest, in Latin script, Chinese and pinyin.
//
// # What is searched
//
// Every name of a thing (name, name:zh, name:en, alt_name, old_name,
// short_name, official_name, ref …) is folded (width, case, diacritics) and
// kept once; the entries that bear it hang on it. So the text is compared with
// each distinct name once, however many Main Streets there are. Words stand in
// one sorted dictionary with the names that have them; Chinese characters are
// words of one character; pinyin is found by the initials of two neighboring
// syllables and then checked syllable by syllable.
//
// # Ranking
//
// Exact words before beginnings of words before slips of the keyboard,
// strictly; among equals what is nearer to the map, what the text covers more
// of, and what matters more. The order is the same at every call.
//
// # Invariants
//   - an Index is immutable and may be used from any goroutine; the memory a
//     search needs is borrowed from a pool;
//   - an index that was built and one that was saved and loaded answer alike;
//   - no text makes a search panic or run long: it is cut at MaxText characters
//     and maxTokens words;
//   - what is typed is never rewritten: results are proposals.
package place
