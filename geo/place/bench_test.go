package place

// bench_test.go: search and naming, each beside a scan of everything.

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// typed is a mix of what people type, most of it letter by letter.
func typed() []string {
	var mix []string
	for _, text := range []string{"north market st", "wilmington", "605 market street", "christiana hospital", "kirkwood hwy newark", "market st & 9th"} {
		for n := 1; n <= len(text); n++ {
			mix = append(mix, text[:n])
		}
	}
	return append(mix, "wilmngton", "markte street", "delaware avenu", "pensylvania ave", "chrstiana rd", "i 95", "us 13", "corner of market and 9th",
		"823 colorado dr newark", "39.745, -75.546", "dupont", "main st newark", "elementary school", "church of god")
}

func typedChinese() []string {
	return []string{"人", "人民", "人民路", "renm", "renminlu", "rmlu", "tfgc", "人民路12号", "人民路与天府大道", "人名路", "成都市锦江区人民路12号", "天府广厂", "医院", "AED"}
}

func BenchmarkSearch(b *testing.B) {
	for _, c := range []struct {
		name string
		x    *Index
		mix  []string
		near orb.Point
	}{{"Delaware", delaware(b), typed(), rodneySquare}, {"Chinese", town(b), typedChinese(), onPlan(0, 0)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			took := make([]time.Duration, 0, 1<<16)
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				c.x.Search(Query{Text: c.mix[i%len(c.mix)], Near: c.near, HasNear: true, Lang: "zh"})
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs/p99")
		})
	}
}

// The baseline compares every word of every name.
func BenchmarkSearchByScan(b *testing.B) {
	x := delaware(b)
	mix := typed()
	for i := 0; b.Loop(); i++ {
		if list := tokens(clean(mix[i%len(mix)])); len(list) > 0 {
			x.scan(list)
		}
	}
}

// scan counts the names that have all tokens, with slips.
func (x *Index) scan(list []token) (n int) {
	for _, name := range x.names {
		all := true
		for _, t := range list {
			any := false
			for w := range strings.FieldsSeq(name) {
				for _, v := range append([]string{w}, sameAs[w]...) {
					any = any || strings.HasPrefix(v, t.text) || slips(t.text) > 0 && naiveNear(t.runes, []rune(v), slips(t.text), t.last)
				}
			}
			all = all && any
		}
		if all {
			n++
		}
	}
	return n
}

func BenchmarkAt(b *testing.B) {
	x := delaware(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.At(x.entries[i*7919%len(x.entries)].At.Orb(), "en")
	}
}

func BenchmarkAtByScan(b *testing.B) {
	x := delaware(b)
	for i := 0; b.Loop(); i++ {
		x.naiveAt(x.entries[i*7919%len(x.entries)].At.Orb())
	}
}

func BenchmarkBuild(b *testing.B) {
	e, err := readDelaware()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		x, err := Build(context.Background(), e, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(save(b, x))), "bytes/index")
	}
}

func BenchmarkLoad(b *testing.B) {
	saved := save(b, delaware(b))
	for b.Loop() {
		if _, err := load(saved); err != nil {
			b.Fatal(err)
		}
	}
}
