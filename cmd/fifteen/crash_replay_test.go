package main

// crash_replay_test.go: the journal, followed as a client follows it, while the
// server dies and returns. It must have no hole and must by itself tell the
// whole story: every state of every offer, every seat, every person.

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"time"

	"fifteen/dispatch"
	"fifteen/dispatch/redisstore"
)

// replay is what the journal has told so far.
type replay struct {
	store *redisstore.Store
	seq   int64
	v     verdict

	offers    map[string]*told                          // by offer
	coming    map[string]map[string]bool                // responder → incidents they are coming to
	needs     map[string][]dispatch.Need                // incident
	versions  map[string]int64                          // incident
	opened    map[string]int                            // incident → times opened
	states    map[string]dispatch.IncidentState         // incident
	digests   map[string][]uint64                       // incident → its events
	remarks   map[string]int                            // tags of what people wrote → events
	optedOut  map[string]bool                           // responder
	handedOut map[string]map[dispatch.TextKind][]string // offer → kind → statuses told
	owed      []debt
}

// debt is a text that a reply calls for.
type debt struct {
	kind             dispatch.TextKind
	responder, offer string
	tag              string // of the reply
	state            dispatch.OfferState
}

// told is an offer as the journal tells it.
type told struct {
	State     dispatch.OfferState
	Role      dispatch.Role
	Backup    bool
	Responder string
	Incident  string
	// Owed: the offer was released when its person had been asked or was coming.
	Owed bool
}

func newReplay(store *redisstore.Store) *replay {
	return &replay{
		store: store, offers: map[string]*told{}, coming: map[string]map[string]bool{},
		needs: map[string][]dispatch.Need{}, versions: map[string]int64{}, opened: map[string]int{}, states: map[string]dispatch.IncidentState{},
		digests: map[string][]uint64{}, remarks: map[string]int{}, optedOut: map[string]bool{},
		handedOut: map[string]map[dispatch.TextKind][]string{},
	}
}

// follow reads the journal until ctx ends.
func (r *replay) follow(ctx context.Context) error {
	for ctx.Err() == nil {
		events, err := r.store.Wait(ctx, r.seq, 500*time.Millisecond)
		if err != nil && ctx.Err() == nil {
			return err
		}
		r.take(events)
	}
	return nil
}

// catchUp reads what is left.
func (r *replay) catchUp(ctx context.Context) error {
	for {
		events, err := r.store.Since(ctx, r.seq, 1000)
		if err != nil || len(events) == 0 {
			return err
		}
		r.take(events)
	}
}

var tagged = regexp.MustCompile(`r\d+\.|phoned k-\d+-\d+`)

func (r *replay) take(events []dispatch.Event) {
	for i := range events {
		ev := &events[i]
		if ev.Seq != r.seq+1 {
			r.v.bad("the journal has no hole", "seq %d follows %d", ev.Seq, r.seq)
		}
		r.seq = ev.Seq
		seen := map[string]bool{}
		for _, tag := range tagged.FindAllString(ev.Remark, -1) {
			seen[tag] = true
		}
		if ev.OfferDoc != nil {
			for _, tag := range tagged.FindAllString(ev.OfferDoc.Remark, -1) {
				seen[tag] = true
			}
		}
		for tag := range seen {
			r.remarks[tag]++
		}
		if ev.Incident != "" {
			r.digests[ev.Incident] = append(r.digests[ev.Incident], digest(ev))
		}
		r.apply(ev)
	}
}

// digest sums up an event, its place included.
func digest(ev *dispatch.Event) uint64 {
	data, err := json.Marshal(ev)
	if err != nil {
		panic(err)
	}
	h := fnv.New64a()
	_, _ = h.Write(data)
	return h.Sum64()
}

var offerStates = map[dispatch.EventType]dispatch.OfferState{
	dispatch.EventAccepted: dispatch.OfferAccepted, dispatch.EventDeclined: dispatch.OfferDeclined,
	dispatch.EventSilent: dispatch.OfferSilent, dispatch.EventArrived: dispatch.OfferArrived,
	dispatch.EventDone: dispatch.OfferDone, dispatch.EventWithdrawn: dispatch.OfferWithdrawn,
	dispatch.EventReleased: dispatch.OfferStoodDown, dispatch.EventUnreachable: dispatch.OfferUnreachable,
}

var incidentStates = map[dispatch.EventType]dispatch.IncidentState{
	dispatch.EventOpened: dispatch.IncidentOpen, dispatch.EventStoodDown: dispatch.IncidentStoodDown,
	dispatch.EventResumed: dispatch.IncidentOpen, dispatch.EventClosed: dispatch.IncidentClosed, dispatch.EventCancelled: dispatch.IncidentCancelled,
}

// apply follows one event along the transition tables.
func (r *replay) apply(ev *dispatch.Event) {
	if d := ev.IncidentDoc; d != nil && d.Version != r.versions[d.ID] {
		r.seats(d.ID, ev.Seq) // as the change before left them
		r.needs[d.ID], r.versions[d.ID] = d.Needs, d.Version
	}
	if state, ok := incidentStates[ev.Type]; ok {
		before, known := r.states[ev.Incident]
		switch {
		case ev.Type == dispatch.EventOpened:
			r.opened[ev.Incident]++
		case !known || !before.May(state):
			r.v.bad("states move along their table", "incident %s from %q to %s (seq %d)", ev.Incident, before, state, ev.Seq)
		}
		r.states[ev.Incident] = state
	}
	switch ev.Type {
	case dispatch.EventOptedOut:
		r.optedOut[ev.Responder] = true
	case dispatch.EventReceived, dispatch.EventNoted:
		r.owe(ev)
	case dispatch.EventRole:
		if o := r.offers[ev.Offer]; o != nil && ev.OfferDoc != nil {
			o.Role, o.Backup = ev.OfferDoc.Role, ev.OfferDoc.Backup
		}
	case dispatch.EventOffer:
		if r.offers[ev.Offer] != nil {
			r.v.bad("an offer is made once", "%s (seq %d)", ev.Offer, ev.Seq)
		}
		r.offers[ev.Offer] = &told{State: dispatch.OfferAsked, Responder: ev.Responder, Incident: ev.Incident}
	case dispatch.EventText:
		kinds := r.handedOut[ev.Offer]
		if kinds == nil {
			kinds = map[dispatch.TextKind][]string{}
			r.handedOut[ev.Offer] = kinds
		}
		if ev.Text != nil {
			kinds[ev.TextKind] = append(kinds[ev.TextKind], string(ev.Text.Status))
		}
	default:
		if state, ok := offerStates[ev.Type]; ok {
			r.move(ev, state)
		}
	}
}

var yes = regexp.MustCompile(`^[A-Z]?[13] r`)

// owe notes what a reply that could not be taken calls for.
func (r *replay) owe(ev *dispatch.Event) {
	d := debt{responder: ev.Responder, offer: ev.Offer, tag: tagged.FindString(ev.Remark)}
	if o := r.offers[ev.Offer]; o != nil {
		d.state = o.State
	}
	switch ev.Reason { //nolint:exhaustive // the reasons of replies only
	case dispatch.ReasonNotUnderstood:
		if ev.Offer != "" && !d.state.Coming() {
			d.kind = dispatch.TextUnclear
		}
	case dispatch.ReasonNothingOpen:
		if yes.MatchString(ev.Remark) {
			d.kind = dispatch.TextNothing
		}
	case dispatch.ReasonWhichOffer:
		d.kind = dispatch.TextWhich
	}
	if d.kind != "" {
		r.owed = append(r.owed, d)
	}
}

func (r *replay) move(ev *dispatch.Event, to dispatch.OfferState) {
	o := r.offers[ev.Offer]
	if o == nil || !o.State.May(to) {
		r.v.bad("states move along their table", "offer %s: %+v to %s (seq %d)", ev.Offer, o, to, ev.Seq)
		return
	}
	if ev.OfferDoc == nil || ev.IncidentDoc == nil {
		r.v.bad("events carry their documents", "seq %d, %s", ev.Seq, ev.Type)
		return
	}
	coming := r.coming[o.Responder]
	if coming == nil {
		coming = map[string]bool{}
		r.coming[o.Responder] = coming
	}
	if to == dispatch.OfferStoodDown {
		o.Owed = o.State == dispatch.OfferAsked || o.State == dispatch.OfferSilent || o.State.Coming()
	}
	o.State, o.Role, o.Backup = to, ev.OfferDoc.Role, ev.OfferDoc.Backup
	coming[o.Incident] = to.Coming()
	maps.DeleteFunc(coming, func(_ string, is bool) bool { return !is })
	if len(coming) > 1 {
		r.v.bad("nobody is coming to two incidents at once", "%s: %v (seq %d)", o.Responder, slices.Collect(maps.Keys(coming)), ev.Seq)
	}
}

// seats holds those who have one against how many there are.
func (r *replay) seats(incident string, seq int64) {
	taken := map[dispatch.Role]int{}
	for _, o := range r.offers {
		if o.Incident == incident && o.State.Holds() && !o.Backup {
			taken[o.Role]++
		}
	}
	for _, n := range r.needs[incident] {
		if taken[n.Role] > n.Count {
			r.v.bad("a seat is taken once", "incident %s, %s: %d of %d (before seq %d)", incident, n.Role, taken[n.Role], n.Count, seq)
		}
	}
}

// compare holds the journal of one incident and its documents against what
// the stream told.
func (r *replay) compare(ctx context.Context, v *verdict, c *dispatch.Case) error {
	inc := &c.Incident
	r.seats(inc.ID, r.seq)
	own, err := r.store.Journal(ctx, inc.ID)
	if err != nil {
		return err
	}
	digests := make([]uint64, len(own))
	for i := range own {
		digests[i] = digest(&own[i])
	}
	if !slices.Equal(digests, r.digests[inc.ID]) {
		v.bad("an incident's journal is what the stream told of it", "%s: %d events, %d told", inc.ID, len(own), len(r.digests[inc.ID]))
	}
	if r.opened[inc.ID] != 1 {
		v.bad("an incident is opened once", "%s: %d times", inc.ID, r.opened[inc.ID])
	}
	if r.states[inc.ID] != inc.State {
		v.bad("documents are what the journal tells", "incident %s is %s, told %s", inc.ID, inc.State, r.states[inc.ID])
	}
	if len(c.Offers) != inc.OfferSeq {
		v.bad("documents are what the journal tells", "incident %s has %d offers of %d made", inc.ID, len(c.Offers), inc.OfferSeq)
	}
	for _, o := range c.Offers {
		said := r.offers[o.ID]
		if said == nil || said.State != o.State || said.Responder != o.Responder || said.State.Holds() && (said.Role != o.Role || said.Backup != o.Backup) {
			v.bad("documents are what the journal tells", "offer %s is %s (%s, %s), told %s", o.ID, o.State, o.Responder, o.Role, fmt.Sprintf("%+v", said))
		}
	}
	return nil
}
