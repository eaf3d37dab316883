package main

// crash_phones_test.go: the volunteers, as their phones see the world. They
// answer as people do: yes, no, nothing, nonsense, twice, STOP.

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"fifteen/notify/twilio/fake"
)

// phones reads every text that arrives and answers it.
type phones struct {
	o       *ordeal
	rng     *rand.Rand
	http    *http.Client
	n       int // replies so far
	stopped int
	later   []reaction
}

// reaction is a reply that somebody is about to write.
type reaction struct {
	at           time.Time
	number, body string
}

func newPhones(o *ordeal) *phones {
	return &phones{o: o, rng: rand.New(rand.NewPCG(o.seed, 2)), http: &http.Client{Transport: &http.Transport{}}}
}

// run follows the phones until ctx ends.
func (p *phones) run(ctx context.Context) error {
	defer p.http.CloseIdleConnections()
	cursor := ""
	for ctx.Err() == nil {
		var news struct {
			Cursor string
			Events []struct{ Message fake.Message }
		}
		if err := p.poll(ctx, cursor, &news); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		cursor = news.Cursor
		for _, e := range news.Events {
			if e.Message.Direction == fake.Outbound {
				p.read(&e.Message)
			}
		}
		now := time.Now()
		p.later = slices.DeleteFunc(p.later, func(r reaction) bool {
			if r.at.After(now) {
				return false
			}
			p.o.tw.Phone(r.number).Replies(r.body)
			return true
		})
	}
	return nil
}

func (p *phones) poll(ctx context.Context, cursor string, into any) error {
	u := p.o.tw.URL() + "/phones/stream?wait=0.1&cursor=" + url.QueryEscape(cursor)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, http.NoBody)
	if err != nil {
		return err
	}
	res, err := p.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	return json.NewDecoder(res.Body).Decode(into)
}

// What a text asks for, in both languages.
var (
	asks     = regexp.MustCompile(`(?:Reply |回)([B-Z]?)1(?: coming|能来)`)
	confirms = regexp.MustCompile(`(?:Reply |回)([B-Z]?)3(?: arrived|到达)`)
	which    = regexp.MustCompile(`(?:for example |如)([A-Z])1`)
)

// read decides what its owner does about a text.
func (p *phones) read(m *fake.Message) {
	say := func(after time.Duration, letter, digit string) {
		p.n++
		p.later = append(p.later, reaction{time.Now().Add(after), m.To, fmt.Sprintf("%s%s r%d.", letter, digit, p.n)})
	}
	soon := time.Duration(p.rng.IntN(400)) * time.Millisecond
	dice := p.rng.IntN(100)
	switch a, c, w := asks.FindStringSubmatch(m.Body), confirms.FindStringSubmatch(m.Body), which.FindStringSubmatch(m.Body); {
	case a != nil && dice < 35:
		say(soon, a[1], "1")
	case a != nil && dice < 55:
		say(soon, a[1], "2")
	case a != nil && dice < 63:
		say(soon, "where is it", "")
	case a != nil && dice < 68: // twice, because nothing happens
		say(soon, a[1], "1")
		say(soon, a[1], "1")
	case a != nil && dice < 71: // on the way without having said yes
		say(soon, a[1], "3")
	case a != nil && dice < 74: // a change of mind
		say(soon, a[1], "2")
		say(soon+300*time.Millisecond, "", "1")
	case a != nil && dice == 99 && p.stopped < volunteers/20:
		p.stopped++
		p.later = append(p.later, reaction{time.Now().Add(soon), m.To, "STOP"})
	case c != nil && dice < 60:
		say(soon, c[1], "3")
		say(soon+time.Duration(500+p.rng.IntN(1500))*time.Millisecond, c[1], "4")
	case c != nil && dice < 75:
		say(soon, c[1], "0")
	case w != nil && dice < 70:
		say(soon, w[1], "1")
	case dice > 97:
		say(soon, "", "1") // a yes out of nowhere
	}
}
