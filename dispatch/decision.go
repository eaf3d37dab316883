package dispatch

// decision.go: the record of one decision: who was considered, whom it took and
// what everybody was worth. It is written with the offers it led to, together
// or not at all, so that "why me" and "why not me" have one answer for good.

import "time"

// Decision is one moment at which people were asked, or at which it was found
// that nobody is left to ask. It holds no phone numbers and no positions.
type Decision struct {
	At time.Time `json:"at"`
	// Wave is the wave that was asked, or the last one if nobody was.
	Wave   int    `json:"wave"`
	Reason Reason `json:"reason"`
	By     string `json:"by"`
	// Asked is how many were asked; 0: nobody, Shortfall says why.
	Asked     int    `json:"asked"`
	Shortfall Reason `json:"shortfall,omitempty"`
	// Deadline and Prices are those that the decision was taken with.
	Deadline time.Time `json:"deadline"`
	Prices   Prices    `json:"prices"`
	// Before and After are the promise without and with those asked.
	Before Forecast `json:"before"`
	After  Forecast `json:"after"`
	// Looked is how far people were looked for; Travel how travel times were
	// found, TravelWhy why it was the straight line.
	Looked    Looked      `json:"looked"`
	Travel    TravelBasis `json:"travel,omitempty"`
	TravelWhy Reason      `json:"travel_why,omitempty"`
	// People are those considered: those asked in the order in which they were
	// chosen, those who might have been, soonest first, and the nearest of those
	// left out. Cut is how many more were considered.
	People []Regarded `json:"people"`
	Cut    int        `json:"cut,omitempty"`
	// Rest are those left out who are not among People, by reason; not all of
	// them if they are very many.
	Rest map[Reason][]string `json:"rest,omitempty"`
	// Out counts all who were left out, those cut too.
	Out []OutCount `json:"out"`
}

// Forecast is the promise as a number and the median of the seconds until the
// first arrival; absent: likelier than not nobody comes.
type Forecast struct {
	P      float64  `json:"p"`
	FirstS *float64 `json:"first_s,omitempty"`
}

// Looked is how far people were looked for.
type Looked struct {
	// RadiusM is the straight line in meters, TravelS the longest journey that
	// counts as in time, in seconds.
	RadiusM float64 `json:"radius_m"`
	TravelS float64 `json:"travel_s"`
	// Whole: nobody farther could be there in time. Otherwise nobody farther
	// could have been worth asking.
	Whole bool `json:"whole,omitempty"`
	// Named: only people whom an officer named were considered.
	Named bool `json:"named,omitempty"`
}

// Regarded is what was thought of one person.
type Regarded struct {
	Responder string `json:"responder"`
	Name      string `json:"name"`
	// As is the role they were asked for, Order their place among those asked,
	// from 1; both are absent of those not asked.
	As    Role `json:"as,omitempty"`
	Order int  `json:"order,omitempty"`
	// Rank is their place by time of arrival, from 1; 0: left out, Reason says why.
	Rank      int           `json:"rank,omitempty"`
	Reason    Reason        `json:"reason,omitempty"`
	Roles     []Role        `json:"roles,omitempty"`
	Accept    float64       `json:"accept,omitempty"`
	Alerts    int           `json:"alerts_7d,omitempty"`
	Mode      Mode          `json:"mode,omitempty"`
	FromBasis PositionBasis `json:"from_basis,omitempty"`
	DistanceM float64       `json:"distance_m"`
	Travel    TravelBasis   `json:"travel,omitempty"`
	TravelS   float64       `json:"travel_s"`
	TurnoutS  float64       `json:"turnout_s"`
	ETA       time.Time     `json:"eta,omitzero"`
	// InTime is their chance to be on the scene by the deadline, if asked.
	InTime float64 `json:"in_time,omitempty"`
	// Worth is what asking them was worth when they were chosen; of those not
	// asked, once the others had been. Absent of those left out.
	Worth *Worth `json:"worth,omitempty"`
}

// Worth is what asking one more person brings and costs.
type Worth struct {
	// Saves is the expected cost they take off the case, Costs the price of the
	// text that asks them, both as [Prices] has it.
	Saves float64 `json:"saves"`
	Costs float64 `json:"costs"`
	// Lifts is what they add to the promise; 0 once it has reached its target.
	Lifts float64 `json:"lifts"`
}

// Pays reports whether somebody saves more than they cost.
func (w Worth) Pays() bool { return w.Saves > w.Costs }

// The bounds of a record: everybody asked, the soonest who might have been, the
// nearest who were left out, and of so many more the bare reason.
const (
	maxRegarded = 600
	maxLeftOut  = 200
	maxRest     = 2000
)
