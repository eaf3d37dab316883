package place

// dictionary.go: the words of all names, sorted, with the names that have
// them; found whole, by their beginning, or with slips of the keyboard.

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// dictionary is the sorted words. Word i stands in the names
// posts[first[i]:first[i+1]], which are sorted.
type dictionary struct {
	words []string
	first []uint32
	posts []uint32
}

func newDictionary(of map[string][]uint32) dictionary {
	d := dictionary{words: make([]string, 0, len(of)), first: []uint32{0}}
	for w := range of {
		d.words = append(d.words, w)
	}
	slices.Sort(d.words)
	for _, w := range d.words {
		list := of[w]
		slices.Sort(list)
		d.posts = append(d.posts, slices.Compact(list)...)
		d.first = append(d.first, uint32(len(d.posts)))
	}
	return d
}

// names returns the names that have word i.
func (d *dictionary) names(i int) []uint32 { return d.posts[d.first[i]:d.first[i+1]] }

// whole returns the names that have a word.
func (d *dictionary) whole(w string) []uint32 {
	if i, ok := slices.BinarySearch(d.words, w); ok {
		return d.names(i)
	}
	return nil
}

// begin returns the range of words that begin with a text, itself included.
func (d *dictionary) begin(prefix string) (lo, hi int) {
	lo, _ = slices.BinarySearch(d.words, prefix)
	return lo, lo + d.after(lo, prefix)
}

// after returns how many words from lo on begin with a text. The words sought
// are mostly near, so it doubles its steps before it halves them.
func (d *dictionary) after(lo int, prefix string) int {
	rest := d.words[lo:]
	step := 1
	for step <= len(rest) && strings.HasPrefix(rest[step-1], prefix) {
		step *= 2
	}
	from, to := step/2, min(step, len(rest))
	for from < to {
		if mid := (from + to) / 2; strings.HasPrefix(rest[mid], prefix) {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

// Slips of the keyboard: one in a word of four letters and more, two from
// eight on. A word with a digit is never taken for another.
const (
	oneSlip  = 4
	twoSlips = 8
)

func slips(w string) int {
	if strings.ContainsFunc(w, isDigit) {
		return 0
	}
	switch n := utf8.RuneCountInString(w); {
	case n >= twoSlips:
		return 2
	case n >= oneSlip:
		return 1
	}
	return 0
}

// near calls yield with every word within k slips of w, and their number. A
// slip is a letter too many, too few, wrong, or two swapped (optimal string
// alignment). With open set, w may be the beginning of the word. With two
// slips the first letter must be right.
//
// It walks the sorted words as a tree: one row of the edit distance a letter,
// kept for the next word as far as the two are alike; where a row's least is
// beyond k, all words with that beginning are passed over.
func (d *dictionary) near(w string, k int, open bool, yield func(word, slips int)) {
	query := []rune(w)
	width := len(query) + 1
	_, lo := d.begin("\x01") // behind the pinyin terms
	hi := len(d.words)
	if k > 1 {
		lo, hi = d.begin(string(query[0]))
	}
	// Rows beyond the longest that can match are never reached.
	rows := make([]uint8, (len(query)+k+2)*width)
	for j := range width {
		rows[j] = uint8(min(j, 255))
	}
	letters := make([]rune, len(query)+k+2)
	least := make([]uint8, len(query)+k+2) // distance of the best beginning so far
	least[0] = rows[width-1]
	prev := ""
	for i := lo; i < hi; {
		word := d.words[i]
		depth, at := shared(prev, word)
		depth, at = min(depth, len(query)+k), min(at, len(word))
		if depth == len(query)+k {
			at = runeOffset(word, depth)
		}
		pass := false
		for at < len(word) {
			if depth == len(query)+k { // longer words match by their beginning only
				break
			}
			r, size := utf8.DecodeRuneInString(word[at:])
			letters[depth] = r
			depth++
			at += size
			lowest := editRow(rows, width, depth, letters, query)
			least[depth] = min(least[depth-1], rows[depth*width+width-1])
			if int(lowest) > k && (!open || int(least[depth]) > k) {
				pass = true
				break
			}
		}
		prev = word[:at]
		if pass {
			i += d.after(i, prev)
			continue
		}
		distance := k + 1
		if at == len(word) {
			distance = int(rows[depth*width+width-1])
		}
		if open {
			distance = min(distance, int(least[depth]))
		}
		if distance <= k {
			yield(i, distance)
		}
		i++
	}
}

// editRow fills the row of one more letter and returns its least value.
func editRow(rows []uint8, width, depth int, letters, query []rune) uint8 {
	row, above := rows[depth*width:(depth+1)*width], rows[(depth-1)*width:depth*width]
	row[0] = uint8(min(depth, 255))
	lowest := row[0]
	r := letters[depth-1]
	for j := 1; j < width; j++ {
		v := above[j-1]
		if query[j-1] != r {
			v = min(v, above[j], row[j-1]) + 1
			if depth > 1 && j > 1 && query[j-2] == r && query[j-1] == letters[depth-2] {
				v = min(v, rows[(depth-2)*width+j-2]+1)
			}
		}
		row[j] = v
		lowest = min(lowest, v)
	}
	return lowest
}

// shared returns how many letters two texts begin with alike, and their length
// in bytes.
func shared(a, b string) (letters, bytes int) {
	for bytes < len(a) && bytes < len(b) {
		r, n := utf8.DecodeRuneInString(a[bytes:])
		s, m := utf8.DecodeRuneInString(b[bytes:])
		if r != s || n != m {
			break
		}
		letters++
		bytes += n
	}
	return letters, bytes
}

func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
