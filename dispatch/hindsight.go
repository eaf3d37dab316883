package dispatch

// hindsight.go: "had we asked ten instead of seven": what comparing ways of
// asking for one ended incident says, and the people it is compared with. The
// laboratory does the playing.

import "time"

// Hindsight compares ways of asking for one incident that has ended.
type Hindsight struct {
	Incident string `json:"incident"`
	// Plays is how often policies were played at most; the same Seed gives the same
	// figures.
	Plays int    `json:"plays"`
	Seed  uint64 `json:"seed"`
	// People is how many are on record who could be asked, LookedM how far from
	// the scene they were looked for, in meters: no policy can find anybody beyond.
	People  int     `json:"people"`
	LookedM float64 `json:"looked_m"`
	// Needed is how many people were needed, DeadlineS how many seconds after the
	// first asking they were due.
	Needed    int     `json:"needed"`
	DeadlineS float64 `json:"deadline_s"`
	// Was is what came of it really, Policies what would have come of others.
	Was      Came   `json:"was"`
	Policies []Came `json:"policies"`
}

// Came is what came of one way of asking, on average of the plays.
type Came struct {
	Policy string `json:"policy"`
	// Plays is how often it was played: fewer where there was no time for more.
	Plays int `json:"plays"`
	// Kept is the chance that every need is filled on the scene in time.
	Kept float64 `json:"kept"`
	// FirstS and FirstP90S are the median and the ninetieth percentile of the
	// seconds from the first asking to the first arrival; absent: in so many of
	// the plays nobody came.
	FirstS    *float64 `json:"first_s,omitempty"`
	FirstP90S *float64 `json:"first_p90_s,omitempty"`
	// Alerts, Arrived and Surplus are the people asked, on the scene, and there
	// without a need of their own to fill.
	Alerts  float64 `json:"alerts"`
	Arrived float64 `json:"arrived"`
	Surplus float64 `json:"surplus"`
}

// Known are all on record of several decisions, once each, as they were when
// they could be asked, or else when they were considered first.
func Known(decisions []Decision) []Regarded {
	var out []Regarded
	at := map[string]int{}
	for i := range decisions {
		for _, p := range decisions[i].People {
			k, known := at[p.Responder]
			switch {
			case !known:
				at[p.Responder] = len(out)
				out = append(out, p)
			case out[k].Rank == 0 && out[k].Order == 0 && p.Reason != ReasonAskedAlready && (p.Rank > 0 || p.Order > 0):
				out[k] = p
			}
		}
	}
	return out
}

// Candidate is the person of a record as a candidate again, under an id of the
// caller's, who would be asked at the time given. Whoever was asked, an officer
// overruling the reason, may be asked.
func (p *Regarded) Candidate(id string, at time.Time) Candidate {
	c := Candidate{
		Responder: id, Name: p.Name, Reason: p.Reason, Roles: p.Roles, Mode: p.Mode, DistanceM: p.DistanceM,
		Travel: p.Travel, TravelS: p.TravelS, TurnoutS: p.TurnoutS, FromBasis: p.FromBasis,
		Accept: p.Accept, Alerts: p.Alerts, person: &Responder{ID: id, Name: p.Name}, letter: "A",
	}
	if p.Order > 0 {
		c.Reason = ""
	}
	if !p.ETA.IsZero() {
		c.ETA = at.Add(seconds(p.TurnoutS) + seconds(p.TravelS)).Truncate(time.Second)
	}
	return c
}

// Outlook is what was thought of the person's way to the scene.
func (p *Regarded) Outlook() Outlook {
	return Outlook{
		Accept: p.Accept, Answer: answering, Turnout: Spread{seconds(p.TurnoutS), turnoutSigma},
		Travel: travelOf(p.TravelS, p.DistanceM, p.Travel, p.FromBasis),
	}
}
