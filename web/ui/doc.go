// Package ui is the duty officer's dashboard: TypeScript, Svelte and MapLibre
// GL, built by Vite into dist and embedded in the binary.
//
// The Go side only serves files: [Handler] answers every GET that no other
// route has taken. Files under /assets/ carry a hash in their name and are
// cached for good; everything else is asked for anew with its ETag. An unknown
// path is the page itself, which finds its way by the hash of the URL.
//
// Invariants:
//   - nothing but our own files, and the pictures of an outside map that the
//     operator named, may run or be fetched (Content-Security-Policy);
//   - a binary built without the interface says how to build it.
//
// Nothing here keeps a goroutine; a Handler may be used by any number of them.
package ui
