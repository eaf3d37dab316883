package dispatch

// dispatcher.go: the shell around the decisions: load, decide, commit; again
// when somebody else was quicker.

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// Config is what a Dispatcher is made of. Router and Defibrillators may be nil.
type Config struct {
	Store  Store
	Finder Finder
	People People
	Router Router
	// Defibrillators are put on incidents that need one fetched.
	Defibrillators Defibrillators
	Habits         Habits // nil: nothing is known of anybody's answers
	Distance       Distance
	Rules          Rules
	Plans          []Plan // nil: the built-in ones
	// Now is the clock; its location decides what is night.
	Now func() time.Time
	// NewID and NewToken draw a short unique id and an unguessable secret.
	NewID    func() string
	NewToken func() string
	Log      *slog.Logger
}

// Dispatcher runs incidents. Its methods may be called at the same time from
// any goroutine, and on several nodes.
type Dispatcher struct {
	Config
	locks  [256]sync.Mutex // by incident: fewer conflicts within one node
	coming coming

	claimed struct {
		mu sync.Mutex
		by map[string]claim // by incident
	}
}

// New makes a Dispatcher.
func New(c Config) *Dispatcher {
	if c.Rules == (Rules{}) {
		c.Rules = DefaultRules()
	}
	return &Dispatcher{Config: c}
}

// OpenRequest is an incident as it is reported. Kind and Position are
// required; what is left empty comes from the response plan.
type OpenRequest struct {
	Kind     Kind
	Priority Priority
	Position Position
	Address  string
	Note     string
	Caller   Caller
	Needs    []Need
	Source   Source
	Exercise bool
	By       string
	Key      *IdempotencyKey
	// Warning is what the door found wrong about the position.
	Warning         Warning
	WarningCoordSys string
}

// validate names the first field that is wrong.
func (r *OpenRequest) validate() error {
	if _, ok := PlanFor(r.Kind); !ok {
		return Invalid("kind", "%q is not a known kind of incident", r.Kind)
	}
	if !r.Position.Valid() {
		return Invalid("position", "not a place on the globe: lng must be within ±180, lat within ±90")
	}
	if r.Priority != "" && !r.Priority.Valid() {
		return Invalid("priority", "%q is none of P1, P2, P3, P4", r.Priority)
	}
	return checkNeeds("needs", r.Needs)
}

// Open accepts an incident and, if its plan says so, asks the first wave in
// the same commit. Once it returns without error the incident is kept.
func (d *Dispatcher) Open(ctx context.Context, r OpenRequest) (*Case, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	now := d.Now()
	plan, _ := d.plan(r.Kind)
	if r.Key != nil { // a repetition does not use up a number
		if err := d.Store.Used(ctx, r.Key); err != nil {
			return nil, err
		}
	}
	number, err := d.Store.NextNumber(ctx)
	if err != nil {
		return nil, err
	}
	inc := Incident{
		ID: d.NewID(), Number: number, State: IncidentOpen, Kind: r.Kind, Priority: plan.Priority,
		Position: r.Position, Address: r.Address, Note: r.Note, Caller: r.Caller, Source: r.Source,
		Needs: plan.Needs, Exercise: r.Exercise, Prices: plan.Prices,
		OpenedAt: now, OpenedBy: r.By, Deadline: now.Add(plan.Deadline),
		Warning: r.Warning, WarningCoordSys: r.WarningCoordSys,
	}
	if r.Priority != "" && r.Priority != plan.Priority {
		inc.Priority, inc.Prices = r.Priority, nil // the plan's prices are those of its priority
	}
	inc.begin(plan.Activation)
	if len(r.Needs) > 0 {
		inc.Needs = r.Needs
	}
	d.knowDefibrillators(&inc)
	c := &Case{Incident: inc}
	c.record(Event{At: now, Type: EventOpened, By: r.By})
	timer, err := d.advance(ctx, c, now)
	if err != nil {
		// The incident is kept even when nobody can be looked for right now;
		// the timer looks again at once.
		d.Log.WarnContext(ctx, "first wave postponed", "incident", inc.ID, "error", err)
		timer = now
	}
	err = d.Store.Commit(ctx, c.Change(timer, r.Key))
	if errors.Is(err, ErrConflict) {
		// Somebody asked was taken by another incident meanwhile: keep the
		// incident bare and let the ordinary loop ask.
		c = &Case{Incident: inc}
		c.record(Event{At: now, Type: EventOpened, By: r.By})
		if err = d.Store.Commit(ctx, c.Change(now, r.Key)); err == nil {
			// It is kept: whatever goes wrong from here on, the timer mends.
			if asked, err := d.changeAlone(ctx, inc.ID, nil, func(*Case, time.Time) error { return nil }); err == nil {
				c = asked
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return d.withCalled(ctx, c), nil
}

// StandDown stops asking and releases everybody not yet on the scene.
func (d *Dispatcher) StandDown(ctx context.Context, incident, by, note, reason string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.StandDown(by, note, reason, now) })
}

// Resume opens a stood-down incident again.
func (d *Dispatcher) Resume(ctx context.Context, incident, by, note string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Resume(by, note, now) })
}

// Close ends an incident.
func (d *Dispatcher) Close(ctx context.Context, incident, by, note string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Close(by, note, now) })
}

// Cancel ends an incident as a false alarm.
func (d *Dispatcher) Cancel(ctx context.Context, incident, by, note string) (*Case, error) {
	return d.change(ctx, incident, nil, func(c *Case, now time.Time) error { return c.Cancel(by, note, now) })
}

// AnswerRequest is an answer to an offer.
type AnswerRequest struct {
	Incident, Offer string
	Answer          Answer
	Remark          string
	By              string
	Via             Via
	Key             *IdempotencyKey
}

// Answer takes an answer. For an officer an answer that cannot be taken is an
// error; a person gets a text or sees the result on their page.
func (d *Dispatcher) Answer(ctx context.Context, r AnswerRequest) (*Case, Result, error) {
	if !r.Answer.Valid() {
		return nil, "", Invalid("answer", "%q is none of accept, decline, arrived, done, withdraw", r.Answer)
	}
	var res Result
	c, err := d.change(ctx, r.Incident, r.Key, func(c *Case, now time.Time) error {
		o := c.Offer(r.Offer)
		if o == nil {
			return Errorf(CodeNotFound, "the incident has no offer %q", r.Offer)
		}
		busy, err := d.busyElsewhere(ctx, o)
		if err != nil {
			return err
		}
		res = c.Take(o, Taken{r.Answer, r.Remark, r.By, r.Via, busy, now}, d.Rules)
		if r.Via == ViaOfficer && res != ResultApplied && res != ResultRepeated {
			return Errorf(CodeConflict, "%s", officerWords[res])
		}
		return nil
	})
	return c, res, err
}

var officerWords = map[Result]string{
	ResultFull:        "enough people are coming already: the offer was released",
	ResultEnded:       "the incident or the offer is over",
	ResultBusy:        "the person is on the way to another incident",
	ResultNotPossible: "that answer does not fit the offer's state",
}

func (d *Dispatcher) busyElsewhere(ctx context.Context, o *Offer) (bool, error) {
	es, err := d.Store.EngagementsOf(ctx, o.Responder)
	if err != nil {
		return false, err
	}
	for _, e := range es {
		if e.Incident != o.Incident && e.State.Coming() {
			return true, nil
		}
	}
	return false, nil
}

// maxTries bounds how often a decision is made again after a conflict.
const maxTries = 12

// change changes an incident, and those that let people go for it.
func (d *Dispatcher) change(ctx context.Context, incident string, key *IdempotencyKey, do func(*Case, time.Time) error) (*Case, error) {
	c, err := d.changeAlone(ctx, incident, key, do)
	if err != nil {
		return c, err
	}
	return d.withCalled(ctx, c), nil
}

// withCalled calls away whom a decision wants from other incidents, and asks them.
func (d *Dispatcher) withCalled(ctx context.Context, c *Case) *Case {
	if len(c.calls) > 0 && d.callAway(ctx, c.calls) {
		again, err := d.changeAlone(ctx, c.Incident.ID, nil, func(*Case, time.Time) error { return nil })
		if err == nil {
			return again
		}
		d.Log.WarnContext(ctx, "people called away are asked later", "incident", c.Incident.ID, "error", err)
	}
	return c
}

// changeAlone is the loop of every change: load, do, let the policy go on, commit.
func (d *Dispatcher) changeAlone(ctx context.Context, incident string, key *IdempotencyKey, do func(*Case, time.Time) error) (*Case, error) {
	lock := &d.locks[hash(incident)]
	lock.Lock()
	defer lock.Unlock()
	for try := 0; ; try++ {
		c, err := d.Store.Case(ctx, incident)
		if err != nil {
			return nil, err
		}
		now := d.Now()
		if err := do(c, now); err != nil {
			return nil, err
		}
		timer, err := d.advance(ctx, c, now)
		if err != nil {
			if !c.changed() && key == nil {
				return nil, err
			}
			// What was said counts even when nobody can be looked for right now.
			d.Log.WarnContext(ctx, "next wave postponed", "incident", incident, "error", err)
		}
		ch := c.Change(timer, key)
		if ch == nil {
			if key == nil {
				return c, d.Store.SetTimer(ctx, incident, timer)
			}
			ch = &Change{Case: c, Base: c.base, Timer: timer, Key: key}
		}
		err = d.Store.Commit(ctx, ch)
		if !errors.Is(err, ErrConflict) || try == maxTries {
			return c, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(rand.N(time.Duration(1+try) * 2 * time.Millisecond)):
		}
	}
}

// hash spreads ids over the locks (FNV-1a).
func hash(s string) byte {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return byte(h ^ h>>8)
}
