package web_test

// doubles_test.go: what stands behind the door, in memory.

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/web"
)

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// store plays every store of the door. down makes all of it fail.
type store struct {
	mu         sync.Mutex
	now        time.Time
	down       error
	cases      map[string]*dispatch.Case
	journal    []dispatch.Event
	responders map[string]dispatch.Responder
	conflicts  int // how many further writes of responders fail with a conflict
	seen       []dispatch.Sighting
	where      []dispatch.Whereabouts
	officers   map[string]dispatch.Officer
	sessions   map[string]dispatch.Session
	tokens     map[string]dispatch.MachineToken
	writes     int
}

var _ interface {
	web.Records
	web.Links
	web.Responders
	web.Positions
	web.Accounts
	web.Health
} = (*store)(nil)

func newStore() *store {
	now := time.Date(2026, 5, 4, 15, 0, 0, 0, time.FixedZone("CST", 8*3600))
	s := &store{
		now: now, cases: map[string]*dispatch.Case{}, responders: map[string]dispatch.Responder{},
		officers: map[string]dispatch.Officer{}, sessions: map[string]dispatch.Session{}, tokens: map[string]dispatch.MachineToken{},
	}
	s.responders["v1"] = dispatch.Responder{
		ID: "v1", Version: 3, Name: "王芳", Phone: "+8613800138000", Lang: "zh",
		Modes: []dispatch.Mode{dispatch.ModeWalk}, Available: true, Consent: true, OptedOut: true,
	}
	s.cases["i1"] = dispatch.Loaded(dispatch.Incident{
		ID: "i1", Number: 1, Version: 1, State: dispatch.IncidentOpen, Kind: dispatch.KindFire, Priority: dispatch.P1,
		Position: dispatch.Position{Lng: 104.06, Lat: 30.65}, Needs: []dispatch.Need{{Role: dispatch.RoleGeneral, Count: 1}},
		OpenedAt: now, OpenedBy: "officer:li", Deadline: now.Add(15 * time.Minute), Travel: dispatch.TravelStraight,
	}, []*dispatch.Offer{{
		ID: "i1-1", Incident: "i1", Responder: "v1", Name: "王芳", Role: dispatch.RoleGeneral,
		Roles: []dispatch.Role{dispatch.RoleGeneral}, State: dispatch.OfferAsked, Letter: "A", Mode: dispatch.ModeWalk,
		ETA: now, AskedAt: now, Text: dispatch.TextState{Status: dispatch.TextQueued, At: now}, Token: pageTok, Phone: "+8613800138000",
	}})
	s.journal = []dispatch.Event{{
		Seq: 7, At: now, Type: dispatch.EventOpened, Incident: "i1", By: "officer:li",
		IncidentDoc: &s.cases["i1"].Incident, OfferDoc: s.cases["i1"].Offers[0],
	}}
	return s
}

func missing(what string) error { return dispatch.Errorf(dispatch.CodeNotFound, "no such %s", what) }

func (s *store) lock() func() { s.mu.Lock(); return s.mu.Unlock }

func (s *store) Case(_ context.Context, id string) (*dispatch.Case, error) {
	defer s.lock()()
	if c := s.cases[id]; c != nil || s.down != nil {
		return c, s.down
	}
	return nil, missing("incident")
}

func (s *store) Cases(_ context.Context, state string, limit int) ([]*dispatch.Case, error) {
	var out []*dispatch.Case
	for _, c := range s.cases {
		if (state == web.StateAll || (state == web.StateEnded) == c.Incident.State.Ended()) && len(out) < limit {
			out = append(out, c)
		}
	}
	return out, s.down
}

func (s *store) Journal(_ context.Context, id string) ([]dispatch.Event, error) {
	if s.cases[id] == nil {
		return nil, missing("incident")
	}
	return s.journal, s.down
}

func (s *store) Opened(_ context.Context, from, to time.Time, each func(*dispatch.Case)) error {
	for _, c := range s.cases {
		if !c.Incident.OpenedAt.Before(from) && c.Incident.OpenedAt.Before(to) {
			each(c)
		}
	}
	return s.down
}

func (s *store) ByToken(_ context.Context, token string) (string, string, error) {
	if token != pageTok {
		return "", "", missing("token")
	}
	return "i1", "i1-1", s.down
}

func (s *store) Responder(_ context.Context, id string) (*dispatch.Responder, error) {
	defer s.lock()()
	if r, ok := s.responders[id]; ok {
		return &r, s.down
	}
	return nil, missing("responder")
}

func (s *store) PutResponder(_ context.Context, r *dispatch.Responder, create bool) error {
	defer s.lock()()
	if s.conflicts > 0 {
		s.conflicts--
		return dispatch.ErrConflict
	}
	old, exists := s.responders[r.ID]
	if create && exists {
		return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "id", Message: "is taken"}
	}
	for _, o := range s.responders {
		if o.ID != r.ID && o.Phone == r.Phone && r.Phone != "" {
			return &dispatch.Error{Code: dispatch.CodeDuplicate, Field: "phone", Message: "belongs to somebody else"}
		}
	}
	if !create && old.Version != r.Version {
		return dispatch.ErrConflict
	}
	r.Version = old.Version + 1
	s.responders[r.ID] = *r
	s.writes++
	return s.down
}

func (s *store) DeleteResponder(_ context.Context, id string) error {
	if _, ok := s.responders[id]; !ok {
		return missing("responder")
	}
	delete(s.responders, id)
	return s.down
}

func (s *store) SearchResponders(_ context.Context, q, after string, limit int) ([]*dispatch.Responder, string, int, error) {
	var out []*dispatch.Responder
	for _, r := range s.responders {
		if strings.Contains(r.Name, q) && r.ID > after {
			out = append(out, &r)
		}
	}
	slices.SortFunc(out, func(a, b *dispatch.Responder) int { return strings.Compare(a.ID, b.ID) })
	total, next := len(out), ""
	if len(out) > limit {
		out = out[:limit]
		next = out[limit-1].ID
	}
	return out, next, total, s.down
}

func (s *store) ImportResponders(_ context.Context, rs []dispatch.Responder) (int, int, error) {
	created := 0
	for _, r := range rs {
		if _, ok := s.responders[r.ID]; !ok {
			created++
		}
		s.responders[r.ID] = r
		s.writes++
	}
	return created, len(rs) - created, s.down
}

func (s *store) ExistingResponders(_ context.Context, ids []string, phones []dispatch.Phone) (map[string]bool, map[dispatch.Phone]string, error) {
	known, holder := map[string]bool{}, map[dispatch.Phone]string{}
	for _, r := range s.responders {
		known[r.ID] = slices.Contains(ids, r.ID)
		if slices.Contains(phones, r.Phone) {
			holder[r.Phone] = r.ID
		}
	}
	return known, holder, s.down
}

func (s *store) Record(_ context.Context, in []dispatch.Sighting) (int, int, error) {
	s.seen = append(s.seen, in...)
	return len(in), 0, s.down
}

func (s *store) All(_ context.Context, freshAfter time.Time) ([]dispatch.Whereabouts, error) {
	if want := s.now.Add(-dispatch.FreshPosition); !freshAfter.Equal(want) {
		panic("positions asked for as fresh since " + freshAfter.String())
	}
	return s.where, s.down
}

func (s *store) Ready(context.Context) error { return s.down }

// desk plays the dispatcher and notes what it is asked.
type desk struct {
	*store
	opened   []dispatch.OpenRequest
	asked    []dispatch.AskRequest
	answered []dispatch.AnswerRequest
	moved    []string
	err      error
	keys     map[string]string // idempotency key → hash
}

var _ web.Desk = (*desk)(nil)

func (d *desk) Open(_ context.Context, r dispatch.OpenRequest) (*dispatch.Case, error) {
	if d.err != nil {
		return nil, d.err
	}
	if r.Key != nil {
		if hash, used := d.keys[r.Key.Key]; used {
			return nil, &dispatch.Replayed{Incident: "i2", Same: hash == r.Key.Hash}
		}
		d.keys = map[string]string{r.Key.Key: r.Key.Hash}
	}
	d.opened = append(d.opened, r)
	needs := r.Needs
	if needs == nil {
		needs = []dispatch.Need{}
	}
	c := dispatch.Loaded(dispatch.Incident{
		ID: "i2", Number: 2, Version: 1, State: dispatch.IncidentOpen, Kind: r.Kind, Priority: dispatch.P1,
		Position: r.Position, Needs: needs, OpenedAt: d.now, OpenedBy: r.By, Deadline: d.now,
	}, nil)
	d.cases["i2"] = c
	return c, nil
}

func (d *desk) Ask(ctx context.Context, id string, r dispatch.AskRequest) (*dispatch.Case, error) {
	d.asked = append(d.asked, r)
	return d.Case(ctx, id)
}

func (d *desk) Answer(ctx context.Context, r dispatch.AnswerRequest) (*dispatch.Case, dispatch.Result, error) {
	if d.err != nil {
		return nil, "", d.err
	}
	d.answered = append(d.answered, r)
	c, err := d.Case(ctx, r.Incident)
	return c, dispatch.ResultApplied, err
}

func (d *desk) move(ctx context.Context, what, id, by, note string) (*dispatch.Case, error) {
	d.moved = append(d.moved, strings.Join([]string{what, id, by, note}, "|"))
	if d.err != nil {
		return nil, d.err
	}
	return d.Case(ctx, id)
}

func (d *desk) StandDown(ctx context.Context, id, by, note, reason string) (*dispatch.Case, error) {
	return d.move(ctx, "stand-down", id, by, note+reason)
}

func (d *desk) Activate(ctx context.Context, id, by string) (*dispatch.Case, error) {
	return d.move(ctx, "activate", id, by, "")
}

func (d *desk) Hold(ctx context.Context, id, by, reason string) (*dispatch.Case, error) {
	return d.move(ctx, "hold", id, by, reason)
}

func (d *desk) Widen(ctx context.Context, id, by string, deadline time.Time, reason string) (*dispatch.Case, error) {
	return d.move(ctx, "deadline", id, by, deadline.UTC().Format(time.RFC3339)+" "+reason)
}

func (d *desk) Resume(ctx context.Context, id, by, note string) (*dispatch.Case, error) {
	return d.move(ctx, "resume", id, by, note)
}

func (d *desk) Close(ctx context.Context, id, by, note string) (*dispatch.Case, error) {
	return d.move(ctx, "close", id, by, note)
}

func (d *desk) Cancel(ctx context.Context, id, by, note string) (*dispatch.Case, error) {
	return d.move(ctx, "cancel", id, by, note)
}

func (d *desk) Candidates(_ context.Context, id string) (*dispatch.Considered, error) {
	if d.cases[id] == nil {
		return nil, missing("incident")
	}
	p := orb.Point{104, 30}
	return &dispatch.Considered{Travel: dispatch.TravelStraight, TravelWhy: dispatch.ReasonNoStreets, Candidates: []*dispatch.Candidate{{
		Responder: "v1", Name: "王芳", Rank: 1, Roles: []dispatch.Role{dispatch.RoleGeneral}, Mode: dispatch.ModeWalk,
		From: dispatch.At(p), FromBasis: dispatch.BasisHome, ETA: d.now,
	}}}, nil
}

func (d *desk) Way(_ context.Context, id, offer string) (*dispatch.Way, error) {
	if d.cases[id] == nil || d.cases[id].Offer(offer) == nil {
		return nil, missing("offer")
	}
	return &dispatch.Way{
		Route: dispatch.Route{
			Line: []orb.Point{{104, 30}, {104.001, 30}, {104.001, 30.0012345678}}, Basis: dispatch.TravelStreets,
			Remaining: []time.Duration{3 * time.Minute, 90 * time.Second, 0}, DistanceM: 230,
		},
		Mode: dispatch.ModeEBike, From: dispatch.BasisLive, PositionAt: d.now, Left: 3 * time.Minute, ETA: d.now.Add(3 * time.Minute), Progress: 0.25,
	}, nil
}

// decided is the decision that asked v1.
func (d *desk) decided() dispatch.Decision {
	five := 312.0
	return dispatch.Decision{
		At: d.now, Wave: 1, Reason: dispatch.ReasonOpened, By: dispatch.ByPolicy, Asked: 1, Deadline: d.now.Add(15 * time.Minute),
		Prices: dispatch.PricesFor(dispatch.P1), After: dispatch.Forecast{P: 0.4, FirstS: &five},
		Looked: dispatch.Looked{RadiusM: 900, TravelS: 798}, Travel: dispatch.TravelStraight, TravelWhy: dispatch.ReasonNoStreets,
		People: []dispatch.Regarded{
			{
				Responder: "v1", Name: "王芳", As: dispatch.RoleGeneral, Order: 1, Rank: 1, Roles: []dispatch.Role{dispatch.RoleGeneral},
				Accept: 0.45, Alerts: 1, Mode: dispatch.ModeWalk, FromBasis: dispatch.BasisHome, DistanceM: 320, Travel: dispatch.TravelStraight,
				TravelS: 208, TurnoutS: 102, ETA: d.now.Add(310 * time.Second), InTime: 0.4, Worth: &dispatch.Worth{Saves: 12, Costs: 1.1, Lifts: 0.4},
			},
			{Responder: "v2", Name: "Li Lei", Reason: dispatch.ReasonBusy, DistanceM: 100},
		},
		Out: []dispatch.OutCount{{Reason: dispatch.ReasonBusy, Count: 1}},
	}
}

func (d *desk) Decisions(_ context.Context, id string) ([]dispatch.Decision, error) {
	if d.cases[id] == nil {
		return nil, missing("incident")
	}
	return []dispatch.Decision{d.decided()}, nil
}

func (d *desk) Why(_ context.Context, id, responder string) (*dispatch.Explanation, error) {
	if d.cases[id] == nil {
		return nil, missing("incident")
	}
	return &dispatch.Explanation{
		Incident: id, Responder: responder, Name: "王芳", Decisions: dispatch.Explain(responder, []dispatch.Decision{d.decided()}),
	}, nil
}

func (d *desk) Advice(_ context.Context, id string) (*dispatch.Advice, error) {
	if d.cases[id] == nil {
		return nil, missing("incident")
	}
	return &dispatch.Advice{
		At: d.now, P: 0.4, Target: 0.95,
		Missing: []dispatch.Missing{{Role: dispatch.RoleGeneral, Need: 1, Free: 1, P: 0.4}},
		Out:     []dispatch.OutCount{{Reason: dispatch.ReasonResting, Count: 2}},
		Means: []dispatch.Means{
			{Kind: dispatch.MeansPhone, Count: 1, People: []dispatch.Helper{{
				Responder: "v1", Name: "王芳", Roles: []dispatch.Role{}, Reason: dispatch.ReasonNotAvailable, Phone: "+8613800138000",
			}}},
			{Kind: dispatch.MeansDeadline, P: 0.9, Count: 3, Deadline: d.now.Add(25 * time.Minute), Minutes: 10},
			{Kind: dispatch.MeansNeighbours, Count: 4, Groups: []dispatch.Group{{Area: "东湖", People: 4, OnDuty: 1, NearestS: 1200}}},
		},
	}, nil
}
