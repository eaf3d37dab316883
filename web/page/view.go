package page

// view.go: what the page shows, decided from the case.

import (
	"fmt"
	"html/template"
	"math"
	"time"

	"fifteen/dispatch"
)

// phase is where the volunteer stands, as the page tells it.
type phase string

const (
	phaseAsk       phase = "ask"       // can you come?
	phaseDeclined  phase = "declined"  // said no; may still say yes
	phaseComing    phase = "coming"    // on the way
	phaseArrived   phase = "arrived"   // on the scene
	phaseDone      phase = "done"      // finished: thank you
	phaseReleased  phase = "released"  // not needed any more: thank you
	phaseCancelled phase = "cancelled" // false alarm: thank you
)

func phaseOf(c *dispatch.Case, o *dispatch.Offer) phase {
	switch {
	case o.State == dispatch.OfferDone:
		return phaseDone
	case c.Incident.State == dispatch.IncidentCancelled:
		return phaseCancelled
	case o.State == dispatch.OfferStoodDown || c.Incident.State.Ended():
		return phaseReleased
	case o.State == dispatch.OfferAccepted:
		return phaseComing
	case o.State == dispatch.OfferArrived:
		return phaseArrived
	case c.Incident.State != dispatch.IncidentOpen:
		return phaseReleased
	case o.State == dispatch.OfferDeclined || o.State == dispatch.OfferWithdrawn:
		return phaseDeclined
	}
	return phaseAsk
}

func (p phase) underWay() bool { return p == phaseComing || p == phaseArrived }

func (p phase) over() bool {
	return p == phaseDone || p == phaseReleased || p == phaseCancelled
}

// button is one answer that fits the phase.
type button struct {
	Answer  dispatch.Answer
	Label   string
	Primary bool
}

// view is what the templates see.
type view struct {
	Lang  string
	Words *words
	Nonce string
	CSS   template.CSS
	JS    template.JS

	Gone bool // for the page that says sorry

	Phase     phase
	Over      bool
	Exercise  bool
	Head      string // the phase in words
	Said      string // what became of the last answer
	Kind      string
	Number    int64
	Urgent    bool
	Address   string
	Place     string // coordinates, where there is no address
	Away      string // "1.2 km · about 8 min by bike"
	Role      string
	Fetch     string // the defibrillator that is theirs to fetch
	FetchMaps []mapLink
	By        string // the deadline's time of day
	Deadline  string // RFC 3339, for the script
	Others    string
	Note      string // what the officer wrote, for those under way
	Action    string // where answers go
	Buttons   []button
	Maps      []mapLink
	State     State
}

func newView(c *dispatch.Case, o *dispatch.Offer, now time.Time, lang string) view {
	w := catalogue[lang]
	inc, ph := &c.Incident, phaseOf(c, o)
	v := view{
		Lang: lang, Words: w, Phase: ph, Over: ph.over(), Exercise: inc.Exercise, State: state(c, o),
		Head: w.Phases[ph], Kind: w.Kinds[inc.Kind], Number: inc.Number,
	}
	if v.Over {
		return v // the place is nobody's business any more
	}
	v.Urgent = inc.Priority == dispatch.P1
	v.Address = inc.Address
	v.Place = fmt.Sprintf("%.5f, %.5f", inc.Position.Lat, inc.Position.Lng)
	v.Role = w.Roles[o.Role]
	if ph.underWay() {
		v.Note = inc.Note
	}
	if ph == phaseComing && o.Role == dispatch.RoleDefibrillator {
		v.Fetch = w.FetchAny
		if x := inc.Fetching(o); x != nil {
			v.Fetch = fmt.Sprintf(w.FetchAt, x.Place(lang))
			v.FetchMaps = mapLinks(w, w.Fetch, x.Position.Point(), o.Mode)
		}
	}
	if ph == phaseAsk || ph == phaseDeclined {
		v.Away = away(w, o)
	}
	v.By = inc.Deadline.In(now.Location()).Format("15:04")
	v.Deadline = inc.Deadline.UTC().Format(time.RFC3339)
	n := v.State.Counts
	v.Others = fmt.Sprintf(w.Others, n.Needed, n.Coming, n.Arrived)
	v.Maps = mapLinks(w, w.Here, inc.Position.Point(), o.Mode)
	for _, a := range answersIn[ph] {
		v.Buttons = append(v.Buttons, button{Answer: a, Label: w.Answers[a], Primary: len(v.Buttons) == 0})
	}
	return v
}

// answersIn are the answers a phase offers, the likely one first.
var answersIn = map[phase][]dispatch.Answer{
	phaseAsk:      {dispatch.AnswerAccept, dispatch.AnswerDecline},
	phaseDeclined: {dispatch.AnswerAccept},
	phaseComing:   {dispatch.AnswerArrived, dispatch.AnswerWithdraw},
	phaseArrived:  {dispatch.AnswerDone, dispatch.AnswerWithdraw},
}

// away words the distance as it was when the person was asked.
func away(w *words, o *dispatch.Offer) string {
	if o.DistanceM <= 0 {
		return ""
	}
	dist := fmt.Sprintf("%.1f %s", o.DistanceM/1000, w.Kilometers)
	if o.DistanceM < 1000 {
		dist = fmt.Sprintf("%.0f %s", math.Max(10, math.Round(o.DistanceM/10)*10), w.Meters)
	}
	if o.TravelS <= 0 || w.Modes[o.Mode] == "" {
		return dist
	}
	return fmt.Sprintf(w.Travel, dist, max(1, int(math.Ceil(o.TravelS/60))), w.Modes[o.Mode])
}
