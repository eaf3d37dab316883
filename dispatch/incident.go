package dispatch

// incident.go: the incident and its states.

import (
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// IncidentState is where an incident stands.
type IncidentState string

// The states of an incident.
const (
	IncidentOpen      IncidentState = "open"       // people are being found or are at work
	IncidentStoodDown IncidentState = "stood_down" // nobody further is asked; those on the scene finish
	IncidentClosed    IncidentState = "closed"     // finished
	IncidentCancelled IncidentState = "cancelled"  // false alarm or duplicate
)

var incidentMoves = map[IncidentState][]IncidentState{
	IncidentOpen:      {IncidentStoodDown, IncidentClosed, IncidentCancelled},
	IncidentStoodDown: {IncidentOpen, IncidentClosed, IncidentCancelled},
	IncidentClosed:    {},
	IncidentCancelled: {},
}

// May reports whether an incident may move from s to next.
func (s IncidentState) May(next IncidentState) bool { return slices.Contains(incidentMoves[s], next) }

// Ended reports whether nothing can happen to the incident any more.
func (s IncidentState) Ended() bool { return s == IncidentClosed || s == IncidentCancelled }

// Caller is who reported the incident.
type Caller struct {
	Name  string `json:"name,omitempty"`
	Phone Phone  `json:"phone,omitempty"`
}

// Source is the platform an incident came from (120, 119, …) and its number there.
type Source struct {
	System string `json:"system,omitempty"`
	Ref    string `json:"ref,omitempty"`
}

// Incident is something that happened at a place and needs people.
type Incident struct {
	ID string `json:"id"`
	// Number is the short running number people say to each other.
	Number   int64         `json:"number"`
	Version  int64         `json:"version"`
	State    IncidentState `json:"state"`
	Kind     Kind          `json:"kind"`
	Priority Priority      `json:"priority"`
	Position Position      `json:"position"`
	Address  string        `json:"address,omitempty"`
	Note     string        `json:"note,omitempty"`
	Caller   Caller        `json:"caller,omitzero"`
	Source   Source        `json:"source,omitzero"`
	Needs    []Need        `json:"needs"`
	// Defibrillators are the nearest known ones, if one is to be fetched.
	Defibrillators []Defibrillator `json:"defibrillators,omitempty"`
	Exercise       bool            `json:"exercise"`
	// Activation is how the plan lets asking begin. Auto: the policy asks by
	// itself now. ActivateAt is when it will begin to, unless an officer holds
	// it; zero: no countdown is running. Held: an officer holds it.
	Activation ActivationMode `json:"activation,omitempty"`
	Auto       bool           `json:"auto"`
	ActivateAt time.Time      `json:"activate_at,omitzero"`
	Held       bool           `json:"held,omitempty"`
	// Prices are those of the plan, as they were when the incident opened; nil:
	// those of the priority.
	Prices   *Prices   `json:"prices,omitempty"`
	OpenedAt time.Time `json:"opened_at"`
	OpenedBy string    `json:"opened_by"`
	// Deadline is when the last needed person should be on the scene.
	Deadline time.Time `json:"deadline"`
	// Promised is the deadline as it was at first, if an officer moved it.
	Promised time.Time `json:"promised,omitzero"`
	EndedAt  time.Time `json:"ended_at,omitzero"`
	// Promise is the gauge right after the first wave, which was asked at
	// PromiseAt, and PromiseFirstS the median of the seconds from then until the
	// first arrival (0: likelier than not nobody of the first wave came); KeptAt
	// is when every need was filled by people on the scene: what was predicted,
	// and what came of it.
	Promise       float64   `json:"promise,omitempty"`
	PromiseAt     time.Time `json:"promise_at,omitzero"`
	PromiseFirstS float64   `json:"promise_first_s,omitempty"`
	KeptAt        time.Time `json:"kept_at,omitzero"`
	// Wave counts the waves asked so far.
	Wave int `json:"wave"`
	// Shortfall is set while needs are unfilled and nobody is left to ask.
	Shortfall Reason `json:"shortfall,omitempty"`
	// Travel says how travel times were found at the last wave, TravelWhy why
	// it was the straight line.
	Travel    TravelBasis `json:"travel,omitempty"`
	TravelWhy Reason      `json:"travel_why,omitempty"`
	// Warning says that the position looks wrong, WarningCoordSys which system
	// it looks to be in: "gcj02" or "bd09".
	Warning         Warning `json:"warning,omitempty"`
	WarningCoordSys string  `json:"warning_coord_sys,omitempty"`

	// Counters for the ids of offers and notices; part of the record, not of
	// what people see.
	OfferSeq  int `json:"offer_seq"`
	NoticeSeq int `json:"notice_seq"`
}

// Warning is what looks wrong about a report.
type Warning string

// WarnCoordMixup says that the position lies where the address would be if the position
// were in another coordinate system than it says.
const WarnCoordMixup Warning = "coord_mixup"

// Needed is how many people the incident needs in all roles together.
func (i *Incident) Needed() int {
	n := 0
	for _, need := range i.Needs {
		n += need.Count
	}
	return n
}

// Position is a WGS-84 point in JSON: {"lng":…,"lat":…}.
type Position struct {
	Lng float64 `json:"lng"`
	Lat float64 `json:"lat"`
}

// At makes a Position from a point.
func At(p orb.Point) Position { return Position{Lng: p[0], Lat: p[1]} }

// Point returns the position as an orb.Point (lng, lat).
func (p Position) Point() orb.Point { return orb.Point{p.Lng, p.Lat} }

// Valid reports whether the position lies on the globe; NaN and infinities do not.
func (p Position) Valid() bool {
	return p.Lng >= -180 && p.Lng <= 180 && p.Lat >= -90 && p.Lat <= 90
}
