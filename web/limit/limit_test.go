package limit_test

// limit_test.go: buckets are apart from each other, refill, and stay bounded.

import (
	"fmt"
	"testing"
	"time"

	"fifteen/web/limit"
)

func TestBurstThenOneEverySoOften(t *testing.T) {
	now := time.Unix(1000, 0)
	k := limit.New(10*time.Second, 3, 100, func() time.Time { return now })
	for i := range 3 {
		if ok, _ := k.Allow("a"); !ok {
			t.Fatalf("use %d of the burst was refused", i+1)
		}
	}
	ok, retry := k.Allow("a")
	if ok || retry <= 0 || retry > 10*time.Second {
		t.Fatalf("fourth use: ok %v, retry %v; want refused, retry within 10 s", ok, retry)
	}
	if ok, _ := k.Allow("b"); !ok {
		t.Fatal("another key was refused")
	}
	now = now.Add(10 * time.Second)
	if ok, _ := k.Allow("a"); !ok {
		t.Fatal("not refilled after 10 s")
	}
	if ok, _ := k.Allow("a"); ok {
		t.Fatal("refilled by more than one")
	}
	k.Forget("a")
	if ok, _ := k.Allow("a"); !ok {
		t.Fatal("refused after Forget")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	now := time.Unix(1000, 0)
	k := limit.New(time.Hour, 1, 50, func() time.Time { return now })
	for i := range 1000 {
		now = now.Add(time.Millisecond)
		k.Allow(fmt.Sprint(i))
		if k.Len() > 50 {
			t.Fatalf("%d keys are kept, want at most 50", k.Len())
		}
	}
	if ok, _ := k.Allow("999"); ok {
		t.Fatal("the newest key was forgotten before older ones")
	}
}
