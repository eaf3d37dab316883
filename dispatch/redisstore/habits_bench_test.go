package redisstore_test

// habits_bench_test.go: the habits of everybody in a large city, from memory
// and, beside it, by the plain command that memory saves.

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore/redistest"
)

// everybody is 11,000 people who were asked three times each.
func everybody(b *testing.B) (*notebook, []string) {
	b.Helper()
	n := newNotebook(b, redistest.Client(b), 0)
	people, ids := make([]dispatch.Responder, 11_000), make([]string, 11_000)
	var changes []dispatch.HabitChange
	for i := range people {
		people[i] = person(i)
		people[i].ID = fmt.Sprintf("v%05d", i)
		people[i].Phone = dispatch.Phone(fmt.Sprintf("+86138001%05d", i))
		ids[i] = people[i].ID
		changes = append(changes, asked(ids[i], noon, 0), asked(ids[i], noon, 1), asked(ids[i], noon, 2), yes(ids[i], noon, i%3))
	}
	if _, _, err := n.ImportResponders(b.Context(), people); err != nil {
		b.Fatal(err)
	}
	n.write(b, changes...)
	return n, ids
}

func BenchmarkHabits(b *testing.B) {
	n, ids := everybody(b)
	b.Run("memory", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if got, err := n.Habits(b.Context(), ids); err != nil || len(got) != len(ids) || got[0].Alerts7d != 3 {
				b.Fatal(got[0], err)
			}
		}
	})
	key := "fifteen:{" + n.area + "}:habits"
	b.Run("hmget", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if docs, err := n.rdb.HMGet(b.Context(), key, ids...).Result(); err != nil || len(docs) != len(ids) {
				b.Fatal(err)
			}
		}
	})
	b.Run("hmget-decoded", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			docs, err := n.rdb.HMGet(b.Context(), key, ids...).Result()
			if err != nil {
				b.Fatal(err)
			}
			for _, doc := range docs {
				var record struct {
					At         int64
					Asked, Yes [4]float64
					Asks       []int64
				}
				if err := json.Unmarshal([]byte(doc.(string)), &record); err != nil || record.At == 0 {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkCommit is what counting twenty people costs a commit: those who were
// asked three times this week, and those whose list is full.
func BenchmarkCommit(b *testing.B) {
	for _, c := range []struct {
		name          string
		people, asked int
	}{{"plain", 0, 0}, {"asked-3", 20, 3}, {"asked-30", 20, 30}} {
		b.Run(c.name, func(b *testing.B) {
			n := newNotebook(b, redistest.Client(b), 20)
			apart := 7 * day / time.Duration(c.asked+1)
			for b.Loop() {
				var changes []dispatch.HabitChange
				for i := range c.people {
					changes = append(changes, asked(fmt.Sprintf("v%03d", i), time.UnixMilli(n.clock.Load()), 0))
				}
				n.write(b, changes...)
				n.move(apart)
			}
		})
	}
}
