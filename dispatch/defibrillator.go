package dispatch

// defibrillator.go: which defibrillators are known near an incident, and what
// it costs somebody to come by one. Pure.
//
// Those who accept get roles (after FirstAED): at the patient, or to fetch the
// defibrillator. Whoever passes one on their way fetches it: it is the detour
// that counts, not who is nearest to the scene.

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// Defibrillators knows where public defibrillators hang.
type Defibrillators interface {
	// Near lists up to n within so many meters of straight line of a place, the
	// nearest first. DistanceM need not be set.
	Near(p orb.Point, withinM float64, n int) []Defibrillator
}

// Defibrillator is one whose place is known.
type Defibrillator struct {
	Position Position `json:"position"`
	// Name is its name or address, in Chinese where it has one, NameEn in
	// English if that is another; "": neither is known.
	Name   string `json:"name,omitempty"`
	NameEn string `json:"name_en,omitempty"`
	// DistanceM is the straight line from there to the incident, in meters.
	DistanceM float64 `json:"distance_m"`
}

// Place says where it is: its name or address in a language ("zh", "en"), or
// its latitude and longitude.
func (d *Defibrillator) Place(lang string) string {
	switch {
	case lang == "en" && d.NameEn != "":
		return d.NameEn
	case d.Name != "":
		return d.Name
	}
	return fmt.Sprintf("%.5f, %.5f", d.Position.Lat, d.Position.Lng)
}

// How many defibrillators an incident knows, and how far from it they hang at
// most, in meters of straight line: a cyclist's way there and back of a quarter
// of an hour. Both are our judgement.
const (
	maxDefibrillators    = 3
	DefibrillatorWithinM = 1500
)

// maxFetch is the longest detour that somebody is sent on; a defibrillator that
// is farther out of their way would come too late to be worth it (assumed).
const maxFetch = 10 * time.Minute

// Fetch is the best way by a known defibrillator of somebody who is asked.
type Fetch struct {
	// Of counts in Incident.Defibrillators, from 0.
	Of int `json:"of"`
	// ExtraS is how much longer that way is, in seconds, as the crow flies at
	// their speed: to the defibrillator and on to the scene, less straight there.
	ExtraS float64 `json:"extra_s"`
}

// knowDefibrillators puts those nearest on an incident that needs one.
func (d *Dispatcher) knowDefibrillators(i *Incident) {
	needed := slices.ContainsFunc(i.Needs, func(n Need) bool { return n.Role == RoleDefibrillator })
	if d.Defibrillators == nil || !needed {
		return
	}
	at := i.Position.Point()
	i.Defibrillators = d.Defibrillators.Near(at, DefibrillatorWithinM, maxDefibrillators)
	for k := range i.Defibrillators {
		x := &i.Defibrillators[k]
		x.DistanceM = math.Round(d.Distance(x.Position.Point(), at))
	}
}

// fetch is the least detour of a candidate; nil: none is known.
func (i *Incident) fetch(cand *Candidate) *Fetch {
	if cand.measure == nil || cand.Mode == "" || !hasRole(cand.Roles, RoleDefibrillator) {
		return nil
	}
	var best *Fetch
	for k := range i.Defibrillators {
		x := &i.Defibrillators[k]
		by := cand.measure(cand.From.Point(), x.Position.Point()) + x.DistanceM
		extra := math.Round(StraightTravel(max(0, by-cand.DistanceM), cand.Mode).Seconds())
		if best == nil || extra < best.ExtraS {
			best = &Fetch{Of: k, ExtraS: extra}
		}
	}
	return best
}

// Fetching is the defibrillator that somebody who has that role is sent to;
// nil: they have another role, or none is known near enough to their way.
func (i *Incident) Fetching(o *Offer) *Defibrillator {
	f := o.Fetch
	if o.Role != RoleDefibrillator || f == nil || f.Of < 0 || f.Of >= len(i.Defibrillators) || f.ExtraS > maxFetch.Seconds() {
		return nil
	}
	return &i.Defibrillators[f.Of]
}

// fetchCost is what it costs, in seconds beyond their time of arrival, that
// somebody brings the defibrillator: their detour, there and back for those who
// are on the scene already, and nothing for those who had the role on their way.
func (i *Incident) fetchCost(o *Offer) float64 {
	if o.Fetch == nil || len(i.Defibrillators) == 0 {
		return 0
	}
	if o.State == OfferAccepted && o.NearAt.IsZero() {
		return o.Fetch.ExtraS
	}
	if o.Role == RoleDefibrillator {
		return 0
	}
	return 2 * StraightTravel(i.Defibrillators[0].DistanceM, o.Mode).Seconds()
}
