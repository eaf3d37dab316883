package dispatch

// enough_test.go: surplus people are released at once, needed ones never.

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// When people much closer say yes while another gets ready, that one need not
// go; later, on the way, nobody is sent back.
func TestTheCloserOnesGo(t *testing.T) {
	for name, x := range map[string]struct {
		after time.Duration
		want  OfferState
	}{
		"while they get ready": {20 * time.Second, OfferStoodDown},
		"on the way":           {2 * time.Minute, OfferAccepted},
	} {
		c := openCase(Need{RoleMedical, 1})
		c.Incident.Priority = P1
		people := []Person{
			volunteer("far", 1000, RoleMedical), volunteer("near1", 50, RoleMedical),
			volunteer("near2", 60, RoleMedical), volunteer("near3", 70, RoleMedical),
		}
		ranked := Rank(c, people, at(noon, c.Incident.Deadline))
		slices.Reverse(ranked)
		for _, cand := range ranked {
			c.Ask([]Choice{{Candidate: cand, Role: RoleMedical}}, ReasonOpened, ByPolicy, noon, func() string { return "t" })
		}
		for i, o := range c.Offers {
			now := noon.Add(10 * time.Second)
			if i > 0 {
				now = now.Add(x.after)
			}
			c.Take(o, Taken{Answer: AnswerAccept, Via: ViaText, Now: now}, DefaultRules())
			play(c, nil, now)
		}
		if far := c.Offers[0]; far.State != x.want {
			t.Errorf("%s: the far one is %s", name, far.State)
		}
		if c.holding(RoleMedical) != 1 {
			t.Errorf("%s: %d hold the one seat", name, c.holding(RoleMedical))
		}
	}
}

// At the first arrivals that fill every need, everybody else is released.
func TestAllAreReleasedOnceThereAreEnough(t *testing.T) {
	c := openCase(Need{RoleMedical, 1})
	c.Incident.Priority = P1
	r := DefaultRules()
	r.Prices = &Prices{FirstMinute: 6, FilledMinute: 2, Alert: 0.1, Journey: 0.01, Target: 0.95}
	people := crowdOf(12, RoleMedical)
	o := sayYes(c, r, people[:6]...)
	coming := 0
	for _, x := range o {
		if x.State == OfferAccepted {
			coming++
		}
	}
	if coming < 2 {
		t.Fatalf("%d travel, want some backups where minutes count", coming)
	}
	now := noon.Add(3 * time.Minute)
	c.Take(o[0], Taken{Answer: AnswerArrived, Via: ViaText, Now: now}, r)
	if act, _ := c.Settle(now, r); act {
		t.Error("with the need filled on the scene somebody may be asked")
	}
	for _, x := range c.Offers {
		if x != o[0] && (x.State == OfferAccepted || x.State == OfferAsked) {
			t.Errorf("%s is %s", x.Responder, x.State)
		}
	}
	if c.Incident.KeptAt != now {
		t.Errorf("kept at %v, want %v", c.Incident.KeptAt, now)
	}
}

// As long as a seat is free, whoever can take it is welcome, also after the
// deadline; and nobody is turned away by a yes of somebody else while that
// leaves a seat free.
func TestFreeSeatsTakeAnybody(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 3))
		c := openCase(Need{RoleMedical, 1 + rng.IntN(2)}, Need{RoleGeneral, 1 + rng.IntN(2)})
		c.Incident.Priority = []Priority{P1, P2, P3, P4}[rng.IntN(4)]
		people := town(rng, 5+rng.IntN(40))
		now := noon
		play(c, people, now)
		for range 40 {
			now = now.Add(time.Duration(rng.IntN(60)) * time.Second)
			var open []*Offer
			for _, o := range c.Offers {
				if o.State == OfferAsked || o.State == OfferSilent {
					open = append(open, o)
				}
			}
			if len(open) == 0 {
				break
			}
			o, before := open[rng.IntN(len(open))], c.takes(c.held(), now)
			could := c.takes(append(c.held(), o), now) > before
			res := c.Take(o, Taken{Answer: AnswerAccept, Via: ViaText, Now: now}, DefaultRules())
			if could && res != ResultApplied {
				t.Fatalf("seed %d: a seat was free and %s was turned away: %s", seed, o.Responder, res)
			}
			play(c, people, now)
			if after := c.takes(c.held(), now); after < before {
				t.Fatalf("seed %d: %d seats were taken, now %d", seed, before, after)
			}
			if could && o.State != OfferAccepted && !c.Filled() {
				t.Fatalf("seed %d: %s said yes, was released, and a seat is free", seed, o.Responder)
			}
		}
	}
}
