package dispatch

// advice_call.go: whom an officer could call when no text helps: people off
// duty or out of reach of texts, areas and teams farther off. Pure.

import "math"

// phone lists those whom no text reaches, or who are off duty.
func (v *adviser) phone() []Means {
	m := Means{Kind: MeansPhone}
	failed := map[string]bool{}
	for _, o := range v.c.Offers {
		failed[o.Responder] = o.State == OfferUnreachable
	}
	for _, x := range v.around {
		why := x.Reason
		if why == ReasonAskedAlready && failed[x.Responder] {
			why = ReasonUnreachable
		}
		if why != ReasonNotAvailable && why != ReasonOptedOut && why != ReasonUnreachable {
			continue
		}
		if !v.useful(x) || !inTime(x, laterOf(v.c.Incident.Deadline, v.now.Add(moreTime[len(moreTime)-1]))) || x.person == nil || x.person.Phone == "" {
			continue
		}
		if m.Count++; len(m.People) < maxPeople {
			h := helper(x)
			h.Reason, h.Phone = why, x.person.Phone.E164()
			m.People = append(m.People, h)
		}
	}
	if m.Count == 0 {
		return nil
	}
	return []Means{m}
}

// neighbours are the areas and teams of those who would come too late.
func (v *adviser) neighbours() []Means {
	m := Means{Kind: MeansNeighbours}
	type name struct{ area, team string }
	at := map[name]int{}
	for _, x := range v.around {
		if x.Reason != "" && x.Reason != ReasonNotAvailable || !v.useful(x) || x.ETA.IsZero() || inTime(x, v.c.Incident.Deadline) || x.person == nil {
			continue
		}
		n := name{area: x.person.Area}
		if n.area == "" && len(x.person.Teams) > 0 {
			n.team = x.person.Teams[0]
		}
		if n == (name{}) {
			continue
		}
		k, known := at[n]
		if !known {
			k = len(m.Groups)
			at[n] = k
			m.Groups = append(m.Groups, Group{Area: n.area, Team: n.team, NearestS: math.Round(x.ETA.Sub(v.now).Seconds())})
		}
		m.Groups[k].People++
		if x.Reason == "" {
			m.Groups[k].OnDuty++
		}
	}
	m.Groups = m.Groups[:min(len(m.Groups), maxGroups)]
	for _, g := range m.Groups {
		m.Count += g.People
	}
	if m.Count == 0 {
		return nil
	}
	return []Means{m}
}

func helpers(list []*Candidate) []Helper {
	out := make([]Helper, len(list))
	for i := range list {
		out[i] = helper(list[i])
	}
	return out
}

func helper(x *Candidate) Helper {
	roles := x.Roles
	if roles == nil {
		roles = []Role{}
	}
	return Helper{Responder: x.Responder, Name: x.Name, Roles: roles, Reason: x.Reason, DistanceM: x.DistanceM, ETA: x.ETA, Engaged: x.Engaged}
}
