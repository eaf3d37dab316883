package fake

// faults.go: what can go wrong, and when.

import (
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"time"
)

// Fault says how often something goes wrong: for the next Next times, then
// with Probability (0 … 1). To limits it to one number.
//
// Chance is drawn from the seed, the number called and how many calls it has
// had, so that the same story goes wrong in the same places, whatever runs
// beside it.
type Fault struct {
	Next        int     `json:"next,omitempty"`
	Probability float64 `json:"probability,omitempty"`
	To          string  `json:"to,omitempty"`
}

// Faults is the menu. "Before" means that the message is not taken, "after"
// that it is.
type Faults struct {
	Slow        Fault `json:"slow,omitzero"`         // taken at once, answered SlowBy later
	TooMany     Fault `json:"too_many,omitzero"`     // 429 with RetryAfter
	ErrorBefore Fault `json:"error_before,omitzero"` // 503
	ErrorAfter  Fault `json:"error_after,omitzero"`  // 500
	ResetBefore Fault `json:"reset_before,omitzero"` // connection reset
	ResetAfter  Fault `json:"reset_after,omitzero"`
	HangBefore  Fault `json:"hang_before,omitzero"` // no answer for HangFor, then the connection is closed
	HangAfter   Fault `json:"hang_after,omitzero"`
	ReplyFirst  Fault `json:"reply_first,omitzero"` // answered only after a reply to it has been delivered, or after HoldFor

	CallbackLate      Fault `json:"callback_late,omitzero"` // by LateBy
	CallbackDoubled   Fault `json:"callback_doubled,omitzero"`
	CallbackMissing   Fault `json:"callback_missing,omitzero"`
	CallbackReordered Fault `json:"callback_reordered,omitzero"` // "delivered" before "sent"; drawn once a message

	// In JSON as in Go: "1.5s". Zero is the default.
	SlowBy     time.Duration `json:"-"` // 3 s
	RetryAfter time.Duration `json:"-"` // 1 s, whole seconds
	HangFor    time.Duration `json:"-"` // 60 s
	HoldFor    time.Duration `json:"-"` // 10 s
	LateBy     time.Duration `json:"-"` // 5 s
}

func (f *Faults) setDefaults() {
	setDefault(&f.SlowBy, 3*time.Second)
	setDefault(&f.RetryAfter, time.Second)
	setDefault(&f.HangFor, time.Minute)
	setDefault(&f.HoldFor, 10*time.Second)
	setDefault(&f.LateBy, 5*time.Second)
}

type plainFaults Faults

type wireFaults struct {
	*plainFaults
	SlowBy     wireDuration `json:"slow_by,omitzero"`
	RetryAfter wireDuration `json:"retry_after,omitzero"`
	HangFor    wireDuration `json:"hang_for,omitzero"`
	HoldFor    wireDuration `json:"hold_for,omitzero"`
	LateBy     wireDuration `json:"late_by,omitzero"`
}

type wireDuration time.Duration

func (d wireDuration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

func (d *wireDuration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = wireDuration(max(v, 0))
	return err
}

// MarshalJSON writes the menu with its times as text.
func (f Faults) MarshalJSON() ([]byte, error) {
	return json.Marshal(wireFaults{
		(*plainFaults)(&f), wireDuration(f.SlowBy), wireDuration(f.RetryAfter),
		wireDuration(f.HangFor), wireDuration(f.HoldFor), wireDuration(f.LateBy),
	})
}

// faults is the other direction; the strict decoder is in menu.go.
func (w wireFaults) faults() Faults {
	f := Faults(*w.plainFaults)
	f.SlowBy, f.RetryAfter, f.HangFor = time.Duration(w.SlowBy), time.Duration(w.RetryAfter), time.Duration(w.HangFor)
	f.HoldFor, f.LateBy = time.Duration(w.HoldFor), time.Duration(w.LateBy)
	return f
}

// draw decides whether a fault happens to the n-th event of a number.
func (f *Fault) draw(seed uint64, name, to string, n int) bool {
	if f.To != "" && f.To != to {
		return false
	}
	if f.Next > 0 {
		f.Next--
		return true
	}
	return f.Probability > 0 && chance(seed, name, to, n) < f.Probability
}

// chance is a number in [0, 1) that depends on nothing but its arguments.
func chance(seed uint64, name, to string, n int) float64 {
	return float64(mix(seed, name+"\x00"+to, uint64(n))>>11) / (1 << 53)
}

// mix hashes its arguments; the last steps are those of SplitMix64, because
// FNV alone leaves the high bits of near inputs alike.
func mix(seed uint64, s string, n uint64) uint64 {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], seed)
	binary.LittleEndian.PutUint64(b[8:], n)
	_, _ = h.Write(b[:])
	_, _ = h.Write([]byte(s))
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
