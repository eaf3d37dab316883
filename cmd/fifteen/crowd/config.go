package crowd

// config.go: what a crowd is told, and what it assumes if it is told nothing.

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// MaxPeople is how many people there can be: the rows of one import.
const MaxPeople = 20_000

// Config says where the doors are and what the people are like. URLs and
// tokens are required; everything else may be left zero.
type Config struct {
	BaseURL   string // of the product
	PhonesURL string // of the phones' provider; its stream is at /phones/stream

	ImportToken   string // an admin's bearer token: imports people, closes incidents
	TrackerToken  string // reports positions
	PlatformToken string // opens incidents and reads them

	Seed uint64
	N    int // people; 11,000
	// IncidentEvery is the mean time between incidents that happen by
	// themselves (a Poisson process); 0: none do.
	IncidentEvery time.Duration
	// CloseAfter is how old an incident opened by the crowd may become before
	// it is closed although not everybody it needed has come; after twice that
	// it is closed in any case. 30 min. Speed shortens it.
	CloseAfter time.Duration
	// Speed scales how fast people read, answer and travel; 1 is real time.
	Speed float64

	// What people do when asked, as shares; they are scaled to a sum of 1. All
	// zero: 0.35 accept (Denmark, 177,866 alerted), 0.25 refuse, 0.04 answer
	// nonsense, 0.36 stay silent.
	Acceptance, Refuse, Nonsense, Silent float64

	Streets Streets // nil: people cut across

	Log  *slog.Logger // nil: none
	HTTP *http.Client // nil: one of its own
}

// withDefaults fills in what was left zero.
func (c Config) withDefaults() Config {
	if c.N == 0 {
		c.N = 11_000
	}
	if c.CloseAfter == 0 {
		c.CloseAfter = 30 * time.Minute
	}
	if c.Speed == 0 {
		c.Speed = 1
	}
	if c.Acceptance == 0 && c.Refuse == 0 && c.Nonsense == 0 && c.Silent == 0 {
		c.Acceptance, c.Refuse, c.Nonsense, c.Silent = 0.35, 0.25, 0.04, 0.36
	}
	if sum := c.Acceptance + c.Refuse + c.Nonsense + c.Silent; sum > 0 {
		c.Acceptance, c.Refuse, c.Nonsense, c.Silent = c.Acceptance/sum, c.Refuse/sum, c.Nonsense/sum, c.Silent/sum
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	c.PhonesURL = strings.TrimRight(c.PhonesURL, "/")
	return c
}

// check says what is wrong with a configuration, defaults filled in.
func (c Config) check() error {
	for name, s := range map[string]string{"BaseURL": c.BaseURL, "PhonesURL": c.PhonesURL} {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("crowd: %s must be http(s)://host[:port]", name)
		}
	}
	switch {
	case c.ImportToken == "" || c.TrackerToken == "" || c.PlatformToken == "":
		return errors.New("crowd: ImportToken, TrackerToken and PlatformToken are all required")
	case c.N < 1 || c.N > MaxPeople:
		return fmt.Errorf("crowd: there must be 1 to %d people", MaxPeople)
	case !(c.Speed > 0 && c.Speed <= 1000):
		return errors.New("crowd: Speed must be above 0 and at most 1000")
	case c.IncidentEvery < 0 || c.CloseAfter < 0:
		return errors.New("crowd: times must not be negative")
	case min(c.Acceptance, c.Refuse, c.Nonsense, c.Silent) < 0:
		return errors.New("crowd: shares must not be negative")
	}
	return nil
}
