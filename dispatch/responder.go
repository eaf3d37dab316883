package dispatch

// responder.go: the volunteer as the dispatcher sees them.

import (
	"log/slog"
	"time"
)

// Phone is a number in E.164 form ("+8613800138000"). It prints masked; use
// E164 where the number itself is meant.
type Phone string

// E164 returns the number itself.
func (p Phone) E164() string { return string(p) }

// String returns the number masked for logs: "+86…8000".
func (p Phone) String() string {
	if len(p) < 8 {
		return "…"
	}
	return string(p[:3]) + "…" + string(p[len(p)-4:])
}

// LogValue masks the number in slog.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Responder is a volunteer who can be asked.
type Responder struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	Name    string `json:"name"`
	Phone   Phone  `json:"phone"`
	// Lang is the language of their texts: "zh" or "en".
	Lang string `json:"lang"`
	// Modes are how they can travel; the quickest is used.
	Modes  []Mode   `json:"modes"`
	Skills []Role   `json:"skills"`
	Teams  []string `json:"teams"`
	Area   string   `json:"area,omitempty"`
	// Certificates prove skills. Where none is recorded for a skill, the word
	// of whoever entered it stands (but see Rules.Certified).
	Certificates []Certificate `json:"certificates,omitempty"`
	// ProbationUntil is the last day on which a new member is not asked by the
	// policy; an officer may ask them for a reason.
	ProbationUntil Date `json:"probation_until,omitempty"`
	BornOn         Date `json:"born_on,omitempty"`
	// InsuredUntil is the last day on which they are insured.
	InsuredUntil Date `json:"insured_until,omitempty"`
	// Excludes are the kinds of incidents they do not want to be asked for.
	Excludes []Kind `json:"excludes,omitempty"`
	// Home is where they are usually found when no fresh position is known and
	// none of Places says otherwise for the hour.
	Home *Position `json:"home,omitempty"`
	// Places are where else they are found, and when.
	Places []Place `json:"places,omitempty"`
	// Available is off while they are off duty.
	Available bool `json:"available"`
	// Consent: they agreed to be asked by text. OptedOut: they sent STOP.
	Consent  bool      `json:"consent"`
	OptedOut bool      `json:"opted_out"`
	Note     string    `json:"note,omitempty"`
	AddedAt  time.Time `json:"added_at,omitzero"`
}

// Certificate proves a skill. What is not known is empty; without a day of
// expiry it holds for good.
type Certificate struct {
	Skill  Role   `json:"skill"`
	Number string `json:"number,omitempty"`
	// ExpiresOn is the last day on which it holds.
	ExpiresOn Date `json:"expires_on,omitempty"`
}

// Has reports whether the responder says to have the skill of a role, whatever
// their certificates. Everybody can take a common role.
func (r *Responder) Has(role Role) bool {
	if role.Common() {
		return true
	}
	for _, s := range r.Skills {
		if s == role {
			return true
		}
	}
	return false
}

// PositionBasis says where a person's position comes from.
type PositionBasis string

// The bases of a position. Of several that hold at an hour the station comes
// before work, and work before home.
const (
	BasisLive    PositionBasis = "live"    // reported by their phone, fresh
	BasisStation PositionBasis = "station" // on shift there at this hour
	BasisWork    PositionBasis = "work"    // usually at work at this hour
	BasisHome    PositionBasis = "home"    // their usual place
	BasisStale   PositionBasis = "stale"   // reported by their phone, too long ago, and nothing better is known
)

// Guessed reports whether somebody is only thought to be there.
func (b PositionBasis) Guessed() bool { return b != BasisLive && b != "" }

// TravelBasis says how a travel time was found.
type TravelBasis string

// The bases of a travel time.
const (
	TravelStraight TravelBasis = "straight_line" // straight line × detour ÷ speed
	TravelStreets  TravelBasis = "streets"       // along the street network
)

// FreshPosition is how old a reported position may be and still count as
// where the person is. Older ones fall back to the usual place of the hour.
const FreshPosition = 20 * time.Minute

// Sighting is a reported position.
type Sighting struct {
	Responder string
	Position  Position
	At        time.Time
	// AccuracyM is the radius of uncertainty in meters, 0 if unknown.
	AccuracyM float64
}
