package crowd

// volunteer.go: a person with what is on their mind.

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// volunteer is one person's state.
type volunteer struct {
	*Person
	habits
	i int

	at   orb.Point // where they are
	base orb.Point // where they spend the hour: at home or elsewhere
	trip *trip     // nil: not on the way

	asked []*offer // what they were asked and is not over, oldest first
	bound *offer   // the one they were confirmed for and go to, or are at
	mouth mouth
	// played by a person at the phones page: says nothing by itself.
	played bool
	// pages: answers on the volunteer's page rather than by text.
	pages bool
}

// offer is one incident a person was asked to come to.
type offer struct {
	number   int64
	letter   string // shown before the digits; "" if none was
	token    string
	awayM    float64
	act      act
	digit    string    // said last, "" if nothing was
	saidAt   time.Time // when
	released bool      // told that they need not come
	over     bool
}

// maxAsked bounds what one person keeps in mind.
const maxAsked = 8

// elsewhereShare of those who share where they are begin at another place than
// home.
const elsewhereShare = 0.35

func (v *volunteer) born(c *Crowd, i int) {
	*v = volunteer{Person: &c.people[i], i: i}
	v.habits = habits{r: rand.New(rand.NewPCG(c.cfg.Seed, uint64(i)+1000)), speed: c.cfg.Speed}
	v.base = v.Home
	if v.Shares && v.chance(elsewhereShare) {
		_, v.base = somewhere(v.r)
	}
	v.at = near(v.r, v.base, 40)
	v.pages = v.chance(pageShare)
}

// offer finds what a person was asked by the incident's number.
func (v *volunteer) offer(number int64) *offer {
	for _, o := range v.asked {
		if o.number == number {
			return o
		}
	}
	return nil
}

// remember keeps an offer in mind, or returns the one of that number.
func (v *volunteer) remember(t text) (o *offer, fresh bool) {
	o = v.offer(t.number)
	if fresh = o == nil; fresh {
		o = &offer{number: t.number, letter: t.letter, awayM: t.awayM}
		if len(v.asked) == maxAsked {
			oldest := v.asked[0]
			if oldest == v.bound {
				oldest = v.asked[1]
			}
			v.forget(oldest)
		}
		v.asked = append(v.asked, o)
	}
	if t.token != "" {
		o.token = t.token
	}
	return o, fresh
}

func (v *volunteer) forget(o *offer) {
	o.over = true
	v.asked = slices.DeleteFunc(v.asked, func(x *offer) bool { return x == o })
	if v.bound == o {
		v.bound = nil
	}
}
