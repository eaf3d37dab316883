package dispatch

// case.go: one incident with its offers, and the change being made to it.

import (
	"fmt"
	"time"
)

// Case is an incident with its offers. Methods that change it gather what
// has to be written; [Case.Change] hands that to the store.
type Case struct {
	Incident Incident
	// Offers are in the order they were made.
	Offers []*Offer

	base    int64
	touched map[string]bool
	events  []Event
	notices []Notice
	weighed []weighing // decisions to be recorded
	calls   []call     // people whom other incidents are to let go
}

// Change is everything one decision writes, together or not at all.
type Change struct {
	Case *Case
	// Base is the version the case was loaded at; 0 creates it. The store
	// writes it as Base + 1.
	Base int64
	// Offers are the new and changed ones.
	Offers  []*Offer
	Events  []Event
	Notices []Notice
	// Decisions are the records of why those offers were made, or none could be.
	Decisions []Decision
	// Habits are what people's habits gain by it.
	Habits []HabitChange
	// Timer is when the policy wants to be called again; zero: never.
	Timer time.Time
	Key   *IdempotencyKey
}

// Loaded makes a Case from stored parts.
func Loaded(inc Incident, offers []*Offer) *Case {
	return &Case{Incident: inc, Offers: offers, base: inc.Version}
}

// NewCase makes a Case of an incident that is not stored yet.
func NewCase(inc Incident) *Case { return &Case{Incident: inc} }

// Offer returns the offer with that id, or nil.
func (c *Case) Offer(id string) *Offer {
	for _, o := range c.Offers {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// Change returns what was gathered since the case was loaded, or nil if
// nothing changed. The events' documents are the states at this moment.
func (c *Case) Change(timer time.Time, key *IdempotencyKey) *Change {
	if !c.changed() && c.base != 0 {
		return nil
	}
	habits, decisions := c.habits(), c.decisions()
	c.Incident.Version = c.base + 1
	inc := c.Incident
	ch := &Change{Case: c, Base: c.base, Events: c.events, Notices: c.notices, Habits: habits, Decisions: decisions, Timer: timer, Key: key}
	for _, o := range c.Offers {
		if c.touched[o.ID] {
			ch.Offers = append(ch.Offers, o)
		}
	}
	for i := range ch.Events {
		ev := &ch.Events[i]
		ev.IncidentDoc = &inc
		if o := c.Offer(ev.Offer); o != nil {
			doc := *o
			ev.OfferDoc = &doc
		}
	}
	return ch
}

func (c *Case) changed() bool {
	return len(c.events) > 0 || len(c.notices) > 0 || len(c.touched) > 0
}

// missing is how many seats of each need are not taken, in the plan's order.
func (c *Case) missing() []Need {
	var out []Need
	for _, n := range c.Incident.Needs {
		if m := n.Count - c.holding(n.Role); m > 0 {
			out = append(out, Need{n.Role, m})
		}
	}
	return out
}

// Filled reports whether every seat is taken.
func (c *Case) Filled() bool { return len(c.missing()) == 0 }

func (c *Case) holding(role Role) int {
	n := 0
	for _, o := range c.Offers {
		if o.Role == role && o.State.Holds() && !o.Backup {
			n++
		}
	}
	return n
}

func (c *Case) waiting(role Role) int {
	n := 0
	for _, o := range c.Offers {
		if o.Role == role && o.State == OfferAsked {
			n++
		}
	}
	return n
}

// move changes an offer's state along the table and records it.
func (c *Case) move(o *Offer, to OfferState, ev Event) {
	if !o.State.May(to) {
		panic(fmt.Sprintf("dispatch: offer may not move from %s to %s", o.State, to))
	}
	o.State = to
	switch to {
	case OfferAccepted, OfferDeclined, OfferWithdrawn:
		o.AnsweredAt = ev.At
	case OfferArrived:
		o.ArrivedAt = ev.At
		if o.AnsweredAt.IsZero() {
			o.AnsweredAt = ev.At
		}
	case OfferDone, OfferStoodDown:
		o.EndedAt = ev.At
	case OfferAsked, OfferSilent, OfferUnreachable:
	}
	if to == OfferArrived && c.Incident.KeptAt.IsZero() && c.onSceneEnough() {
		c.Incident.KeptAt = ev.At
	}
	if !to.Holds() {
		o.Backup, o.Told = false, ""
	}
	ev.Offer, ev.Responder, ev.Name = o.ID, o.Responder, o.Name
	c.touch(o)
	c.record(ev)
}

func (c *Case) touch(o *Offer) {
	if c.touched == nil {
		c.touched = map[string]bool{}
	}
	c.touched[o.ID] = true
}

func (c *Case) record(ev Event) {
	ev.Incident = c.Incident.ID
	c.events = append(c.events, ev)
}

// notify adds a text about an offer.
func (c *Case) notify(o *Offer, kind TextKind, now time.Time, life time.Duration) {
	if o.Phone == "" {
		return
	}
	c.Incident.NoticeSeq++
	i := &c.Incident
	fetch := ""
	if x := i.Fetching(o); x != nil {
		fetch = x.Place(o.Lang)
	}
	c.notices = append(c.notices, Notice{
		ID:   fmt.Sprintf("%s-t%d", i.ID, i.NoticeSeq),
		Kind: kind, Incident: i.ID, Offer: o.ID, Responder: o.Responder,
		To: o.Phone, Lang: o.Lang,
		Number: i.Number, IncidentKind: i.Kind, Priority: i.Priority, Exercise: i.Exercise,
		Address: i.Address, Position: i.Position,
		Role: o.Role, Fetch: fetch, Letter: o.Letter, DistanceM: o.DistanceM, Token: o.Token,
		Rank: o.Rank, CreatedAt: now, ExpiresAt: now.Add(life),
	})
}

// Counts sums up a case for people.
type Counts struct {
	Needed      int `json:"needed"`
	Filled      int `json:"filled"` // seats taken: accepted, arrived or done
	Backup      int `json:"backup"` // coming without a seat of their own
	Arrived     int `json:"arrived"`
	Coming      int `json:"coming"`
	Asked       int `json:"asked"` // waiting for an answer
	Silent      int `json:"silent"`
	Declined    int `json:"declined"` // or withdrawn
	Unreachable int `json:"unreachable"`
}

// View is a case as doors show it: the incident's fields, its offers, counts.
type View struct {
	Incident
	Offers []*Offer `json:"offers"`
	Counts Counts   `json:"counts"`
}

// View returns the case as doors show it.
func (c *Case) View() View {
	v := View{Incident: c.Incident, Offers: c.Offers, Counts: Counts{Needed: c.Incident.Needed()}}
	if v.Offers == nil {
		v.Offers = []*Offer{}
	}
	n := &v.Counts
	for _, o := range c.Offers {
		if o.State.Holds() && !o.Backup {
			n.Filled++
		}
		if o.Backup {
			n.Backup++
		}
		switch o.State {
		case OfferArrived:
			n.Arrived++
		case OfferAccepted:
			n.Coming++
		case OfferAsked:
			n.Asked++
		case OfferSilent:
			n.Silent++
		case OfferDeclined, OfferWithdrawn:
			n.Declined++
		case OfferUnreachable:
			n.Unreachable++
		case OfferDone, OfferStoodDown:
		}
	}
	return v
}
