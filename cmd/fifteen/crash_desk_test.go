package main

// crash_desk_test.go: the officers. Each asks again until there is an answer,
// with the same idempotency key, and writes down what was promised.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"fifteen/dispatch"
)

// acknowledged is an incident whose opening was answered with 2xx.
type acknowledged struct {
	Key, ID string
	Number  int64
}

// answered is an officer's answer for a volunteer that was answered with 200.
type answered struct {
	Incident, Offer, Tag string
	Answer               dispatch.Answer
}

// desk is one officer at work.
type desk struct {
	o    *ordeal
	id   int
	n    int // requests with a key so far
	rng  *rand.Rand
	http *http.Client
}

func newDesk(o *ordeal, id int) *desk {
	return &desk{
		o: o, id: id, rng: rand.New(rand.NewPCG(o.seed, uint64(100+id))),
		http: &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{}},
	}
}

// run opens incidents and sees to them until the server was killed enough.
func (d *desk) run(ctx context.Context) error {
	defer d.http.CloseIdleConnections()
	for {
		select {
		case <-d.o.enough:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if err := d.breathe(ctx); err != nil {
			return fmt.Errorf("desk %d: %w", d.id, err)
		}
		if err := d.incident(ctx); err != nil {
			return fmt.Errorf("desk %d: %w", d.id, err)
		}
	}
}

// longOutbox is how many texts may wait before nobody reports anything further:
// however often the server is killed and however slow the machine is, the run
// must not pile up work that a server has no time to do.
const longOutbox = 200

// breathe waits until the outbox is short.
func (d *desk) breathe(ctx context.Context) error {
	for {
		n, err := d.o.store.Backlog(ctx)
		if err != nil || n <= longOutbox {
			return err
		}
		select {
		case <-d.o.enough:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// incident is the story of one incident.
func (d *desk) incident(ctx context.Context) error {
	key, body := d.key(), d.report()
	body["source"] = map[string]any{"system": "120", "ref": key}
	status, view, err := d.post(ctx, "/v1/incidents", key, body)
	if err != nil {
		return err
	}
	if status != http.StatusCreated && status != http.StatusOK {
		return fmt.Errorf("opening an incident was answered %d", status)
	}
	d.o.mu.Lock()
	d.o.opened = append(d.o.opened, acknowledged{key, view.ID, view.Number})
	d.o.mu.Unlock()
	if err := d.again(ctx, key, body, view.ID); err != nil {
		return err
	}
	for until := time.Now().Add(time.Duration(1+d.rng.IntN(5)) * time.Second); time.Now().Before(until); {
		wait := time.NewTimer(time.Duration(150+d.rng.IntN(250)) * time.Millisecond)
		select {
		case <-wait.C:
		case <-d.o.enough:
			wait.Stop()
			until = time.Now()
		}
		if _, view, err = d.request(ctx, http.MethodGet, "/v1/incidents/"+view.ID, "", nil); err != nil {
			return err
		}
		if err := d.act(ctx, &view); err != nil {
			return err
		}
	}
	return d.end(ctx, view.ID)
}

// report draws what is reported.
func (d *desk) report() map[string]any {
	body := map[string]any{
		"kind":     []dispatch.Kind{dispatch.KindInjury, dispatch.KindCardiacArrest, dispatch.KindElderlyCall, dispatch.KindOtherEmergency}[d.rng.IntN(4)],
		"position": map[string]float64{"lng": 121.47 + (d.rng.Float64()-.5)/100, "lat": 31.23 + (d.rng.Float64()-.5)/100},
		"address":  fmt.Sprintf("%d Long Street", d.rng.IntN(900)),
	}
	if d.rng.IntN(2) == 0 {
		body["needs"] = []dispatch.Need{{Role: dispatch.RoleMedical, Count: 1 + d.rng.IntN(2)}}
	}
	return body
}

// again sends some requests a second time, and some keys with another request.
func (d *desk) again(ctx context.Context, key string, body map[string]any, id string) error {
	switch d.rng.IntN(10) {
	case 0:
		status, view, err := d.post(ctx, "/v1/incidents", key, body)
		if err == nil && (status != http.StatusOK || view.ID != id) {
			err = fmt.Errorf("the same request with the same key was answered %d, incident %s, not 200, %s", status, view.ID, id)
		}
		return err
	case 1:
		body["note"] = "something else"
		status, _, err := d.post(ctx, "/v1/incidents", key, body)
		if err == nil && status != http.StatusUnprocessableEntity {
			err = fmt.Errorf("the same key with another request was answered %d, not 422", status)
		}
		return err
	}
	return nil
}

// act now and then does what officers do.
func (d *desk) act(ctx context.Context, view *dispatch.View) error {
	offers := "/v1/incidents/" + view.ID + "/offers"
	switch d.rng.IntN(12) {
	case 0, 1:
		return d.answer(ctx, view, []dispatch.OfferState{dispatch.OfferAsked, dispatch.OfferSilent, dispatch.OfferDeclined},
			[]dispatch.Answer{dispatch.AnswerAccept, dispatch.AnswerDecline})
	case 2:
		return d.answer(ctx, view, []dispatch.OfferState{dispatch.OfferAccepted, dispatch.OfferArrived},
			[]dispatch.Answer{dispatch.AnswerArrived, dispatch.AnswerDone, dispatch.AnswerWithdraw})
	case 3:
		_, _, err := d.post(ctx, offers, "", map[string]any{"wave": "next"})
		return err
	case 4:
		_, _, err := d.post(ctx, offers, "", map[string]any{"responders": []string{fmt.Sprintf("v%03d", d.rng.IntN(volunteers))}})
		return err
	}
	return nil
}

// answer answers for somebody whose offer is in one of the states.
func (d *desk) answer(ctx context.Context, view *dispatch.View, states []dispatch.OfferState, answers []dispatch.Answer) error {
	for _, i := range d.rng.Perm(len(view.Offers)) {
		offer := view.Offers[i]
		for _, s := range states {
			if offer.State != s {
				continue
			}
			a := answered{Incident: view.ID, Offer: offer.ID, Answer: answers[d.rng.IntN(len(answers))]}
			key := d.key()
			a.Tag = "phoned " + key
			status, _, err := d.post(ctx, "/v1/incidents/"+view.ID+"/offers/"+offer.ID+"/answer", key, map[string]any{"answer": a.Answer, "remark": a.Tag})
			if err == nil && status == http.StatusOK {
				d.o.mu.Lock()
				d.o.answered = append(d.o.answered, a)
				d.o.mu.Unlock()
			}
			return err
		}
	}
	return nil
}

// end brings most incidents to an end, by one of the ways there are.
func (d *desk) end(ctx context.Context, id string) error {
	ways := [][]string{{"close"}, {"close"}, {"close"}, {"cancel"}, {"stand-down", "close"}, {"stand-down", "resume", "close"}, {"stand-down"}, {}}
	results := map[string]dispatch.IncidentState{
		"close": dispatch.IncidentClosed, "cancel": dispatch.IncidentCancelled, "stand-down": dispatch.IncidentStoodDown, "resume": dispatch.IncidentOpen,
	}
	for _, step := range ways[d.rng.IntN(len(ways))] {
		// A request whose answer was lost may have been done: then 409.
		said := map[string]any{"note": step}
		if step == "stand-down" {
			said["reason"] = "the ambulance is there"
		}
		status, _, err := d.post(ctx, "/v1/incidents/"+id+"/"+step, "", said)
		if err != nil {
			return err
		}
		if status != http.StatusOK && status != http.StatusConflict {
			return fmt.Errorf("%s was answered %d", step, status)
		}
		d.o.mu.Lock()
		d.o.ended[id] = results[step]
		d.o.mu.Unlock()
	}
	return nil
}
