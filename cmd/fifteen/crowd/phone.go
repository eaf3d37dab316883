package crowd

// phone.go: numbers that belong to nobody.

import (
	"fmt"
	"sync"

	"fifteen/dispatch"
)

// codes are the area codes in which people's exchanges 555 lie: Delaware and
// its neighbours, from where many have moved and kept their number. The
// pattern repeats, so that each of MaxPeople finds a free number.
var codes = [20]string{
	"302", "302", "484", "302", "610", "302", "856", "302", "484", "302",
	"443", "302", "610", "302", "484", "302", "856", "610", "443", "484",
}

// lines lists the usable last four digits in a fixed, mixed order. 0100–0199
// are left to callers and to whoever makes up a number; 1212 and 4334 are the
// two lines of exchange 555 that were ever in use (directory assistance).
var lines = sync.OnceValue(func() []int {
	list := make([]int, 0, 10_000)
	for k := range 10_000 {
		n := (k*7307 + 2746) % 10_000 // 7307 is prime to 10,000: each number once
		if n >= 100 && n < 200 || n == 1212 || n == 4334 {
			continue
		}
		list = append(list, n)
	}
	return list
})

// phoneOf is the number of the i-th person, whatever the seed: people who were
// imported before, with another one, still answer their phones.
func phoneOf(i int) dispatch.Phone {
	code := codes[i%len(codes)]
	same := i / len(codes) * count(code, len(codes)) // of that code in earlier rounds
	same += count(code, i%len(codes))
	return dispatch.Phone(fmt.Sprintf("+1%s555%04d", code, lines()[same]))
}

func count(code string, within int) int {
	n := 0
	for _, c := range codes[:within] {
		if c == code {
			n++
		}
	}
	return n
}
