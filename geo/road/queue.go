package road

// queue.go: what a search has still to look at, nearest first.

// bucketBits says how coarsely entries are sorted: those within 2^bucketBits
// milliseconds of each other share a bucket. Narrow buckets are many and mostly
// empty, in wide ones nodes come in twice; between 1 and 8 seconds there is little
// between them (BenchmarkReach).
const bucketBits = 12

// queue holds the nodes a search has come to, in buckets by the time left. Inside
// a bucket order does not matter: a node that is improved comes in once more.
// What has been looked at stays until the next search, as the list of what was
// reached.
type queue struct{ buckets [][]entry }

// entry is a node as it was when it was put in; stale if its label has improved.
type entry struct{ key, node uint32 }

// reset empties the queue and makes room for a search that may take a time.
func (q *queue) reset(left uint32) {
	for i := range q.buckets {
		q.buckets[i] = q.buckets[i][:0]
	}
	for len(q.buckets) <= int(left>>bucketBits) {
		q.buckets = append(q.buckets, nil)
	}
}

// push puts in a node of which left milliseconds are left.
func (q *queue) push(left uint32, e entry) {
	b := &q.buckets[left>>bucketBits]
	*b = append(*b, e)
}
