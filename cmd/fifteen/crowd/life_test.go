package crowd

// life_test.go: what people do when they are asked, released, cancelled.

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/geo"
)

var scenePoint = orb.Point{-75.5480, 39.7470}

// eager is a crowd in which everybody comes.
func eager(n int) Config { return Config{N: n, Seed: 11, Acceptance: 1} }

func TestVolunteersCome(t *testing.T) {
	live(t, eager(60), nil, func(t *testing.T, c *Crowd, w *world) {
		pass(time.Second)
		asked := time.Now()
		for i := range c.People() {
			w.ask(&c.People()[i], 5, "A", scenePoint)
		}
		pass(6 * time.Hour)
		all := regexp.MustCompile(`^(1(3?4?|3?0)|\?*)$`) // "?" is STOP and START
		texts, pages, there, told, finished := 0, 0, 0, 0, 0
		for i := range c.People() {
			p := &c.People()[i]
			digits := w.of(p.ID)
			if !all.MatchString(digits) {
				t.Errorf("%s said %q", p.ID, digits)
			}
			told += strings.Count(digits, "3")
			finished += strings.Count(digits, "4")
			path := w.path(p.ID)
			nearest := 1e9
			for k, s := range path {
				nearest = min(nearest, geo.Distance(s.point, scenePoint))
				if k > 0 && geo.Distance(s.point, path[k-1].point) > 12*s.at.Sub(path[k-1].at).Seconds()+600 {
					t.Errorf("%s jumped %.0f m in %v", p.ID, geo.Distance(s.point, path[k-1].point), s.at.Sub(path[k-1].at))
				}
			}
			if nearest < 60 {
				there++
			}
			if p.Shares {
				if home := geo.Distance(path[len(path)-1].point, p.Home); home > 6000 {
					t.Errorf("%s ended %.0f m from home", p.ID, home)
				}
			}
		}
		for _, s := range w.still().said {
			if s.digit != "1" {
				continue
			}
			if s.page {
				pages++
			} else {
				texts++
			}
			if wait := s.at.Sub(asked); wait < time.Second || wait > 20*time.Minute {
				t.Errorf("answered after %v", wait)
			}
		}
		if pages < 2 || texts < 40 || pages+texts < 57 {
			t.Errorf("%d came by text and %d by page of 60", texts, pages)
		}
		// 70 % share always, 85 % of the others on the way; 4 % give up.
		if there < 48 {
			t.Errorf("%d were seen on the scene", there)
		}
		if told < 42 || told > 58 || finished < 44 || finished > 60 {
			t.Errorf("%d told that they arrived, %d that they finished", told, finished)
		}
	})
}

func TestAnswersByShare(t *testing.T) {
	const n = 1500
	live(t, Config{N: n, Seed: 2}, func(w *world) { w.silent = true }, func(t *testing.T, c *Crowd, w *world) {
		pass(time.Second)
		for i := range c.People() {
			w.ask(&c.People()[i], 5, "A", scenePoint)
		}
		pass(2 * time.Hour)
		first, reformed, stopped, started := map[string]int{}, 0, 0, 0
		spoke := map[string]bool{}
		quick, late := 0, 0
		began := w.still().events[0].Message.CreatedAt
		for _, s := range w.still().said {
			body := strings.ToLower(s.body)
			switch body {
			case "stop", "退订":
				stopped++
				spoke[s.who] = true
				continue
			case "start", "恢复":
				started++
				continue
			}
			if spoke[s.who] {
				reformed++
				continue
			}
			spoke[s.who] = true
			first[s.digit]++
			if s.at.Sub(began) < 30*time.Second {
				quick++
			}
			if s.at.Sub(began) > 90*time.Second {
				late++
			}
		}
		for digit, want := range map[string]float64{"1": 0.35, "2": 0.25, "": 0.04} {
			if got := float64(first[digit]) / n; got < want-0.035 || got > want+0.035 {
				t.Errorf("%q is the first answer of %.3f, want %.2f", digit, got, want)
			}
		}
		if len(first) != 3 {
			t.Errorf("first answers: %v", first)
		}
		if reformed < first[""]/4 || reformed > first[""] {
			t.Errorf("%d of %d who wrote nonsense answered when told how", reformed, first[""])
		}
		if stopped < 2 || stopped > 25 || started != stopped {
			t.Errorf("%d opted out, %d of them in again", stopped, started)
		}
		if answers := first["1"] + first["2"] + first[""]; quick < answers*2/3 {
			t.Errorf("%d of %d answers came within 30 s", quick, answers)
		}
		if answers := first["1"] + first["2"] + first[""]; late < answers/25 || late > answers/5 {
			t.Errorf("%d of %d answers came after more than 90 s", late, answers)
		}
		// Nobody was needed: nobody goes.
		for _, s := range w.still().said {
			if s.digit == "3" || s.digit == "4" {
				t.Fatalf("%s went without being needed", s.who)
			}
		}
	})
}

func TestReleasedTurnRound(t *testing.T) {
	for _, kind := range []dispatch.TextKind{dispatch.TextStandDown, dispatch.TextCancelled} {
		live(t, eager(40), nil, func(t *testing.T, c *Crowd, w *world) {
			pass(time.Second)
			var offers []*asked
			for i := range c.People() {
				offers = append(offers, w.ask(&c.People()[i], 5, "A", scenePoint))
			}
			pass(5 * time.Minute)
			released := time.Now()
			turned := 0
			for _, o := range offers {
				w.tell(o, kind)
			}
			pass(4 * time.Hour)
			for _, s := range w.still().said {
				if s.at.After(released) && s.digit != "1" && s.digit != "" {
					t.Errorf("%s said %q after %q", s.who, s.body, kind)
				}
			}
			for i := range c.People() {
				p := &c.People()[i]
				path := w.path(p.ID)
				if len(path) < 5 || !p.Shares {
					continue
				}
				before, last := 0, 1e9
			back:
				for _, s := range path {
					home := geo.Distance(s.point, p.Home)
					switch {
					case !s.at.After(released):
						before++
					case home > last+300 && home > 2500:
						t.Fatalf("%s is %.0f m from home after %.0f m and %q", p.ID, home, last, kind)
					}
					if last = home; home < 100 {
						break back // and from there where they like
					}
				}
				if before > 20 {
					turned++
				}
			}
			if turned < 5 {
				t.Errorf("%d people were on the way when released: the test proves nothing", turned)
			}
		})
	}
}

func TestLetters(t *testing.T) {
	live(t, eager(30), nil, func(t *testing.T, c *Crowd, w *world) {
		pass(time.Second)
		for i := range c.People() {
			w.ask(&c.People()[i], 5, "A", scenePoint)
			w.ask(&c.People()[i], 6, "B", scenePoint)
		}
		pass(3 * time.Hour)
		bare, with := 0, 0
		for _, s := range w.still().said {
			switch {
			case s.page || s.digit == "":
			case strings.HasPrefix(s.body, "A") || strings.HasPrefix(s.body, "B"):
				with++
			default:
				bare++
			}
		}
		// Who was shown no letter is asked which one, and answers with the letter.
		if bare < 10 || with < 20 {
			t.Errorf("%d answers without a letter, %d with one", bare, with)
		}
		settled := 0
		for _, o := range w.still().offers {
			if o.state != "" {
				settled++
			}
		}
		if settled < 27 {
			t.Errorf("%d offers of 60 were answered so that the product knew which", settled)
		}
	})
}

func TestSameSeedSameLife(t *testing.T) {
	run := func(seed uint64) string {
		var b strings.Builder
		live(t, Config{N: 120, Seed: seed, IncidentEvery: 10 * time.Minute}, nil, func(_ *testing.T, c *Crowd, w *world) {
			pass(time.Second)
			for i := range c.People() {
				w.ask(&c.People()[i], 5, "A", scenePoint)
			}
			pass(time.Hour)
			for _, id := range c.People() {
				b.WriteString(id.ID + " " + w.of(id.ID) + "\n")
			}
			for _, x := range w.still().opened {
				b.WriteString(x.in.Address + x.in.Note + "\n")
			}
		})
		return b.String()
	}
	a, again, other := run(3), run(3), run(4)
	if a != again {
		t.Error("the same seed led another life")
	}
	if a == other {
		t.Error("another seed led the same life")
	}
}
