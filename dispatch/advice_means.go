package dispatch

// advice_means.go: how much it would help to ask others, for something else,
// or for a later time. Pure.

import (
	"slices"
	"time"
)

// byHand asks those who are left out for a reason that an officer may overrule.
// Who is asked elsewhere is called away by the policy where that is right.
func (v *adviser) byHand() []Means {
	groups, order := map[Reason][]*Candidate{}, []Reason{}
	for _, x := range v.around {
		if x.Reason == "" || x.Reason == ReasonUnreachable || x.Reason == ReasonAskedElse || x.Reason.ByHand() == HandImpossible || !v.useful(x) || !inTime(x, v.c.Incident.Deadline) {
			continue
		}
		if groups[x.Reason] == nil {
			order = append(order, x.Reason)
		}
		groups[x.Reason] = append(groups[x.Reason], x)
	}
	var out []Means
	for _, why := range order {
		m := Means{Kind: MeansByHand, Count: len(groups[why]), Reason: why, NeedsReason: why.ByHand() == HandWithReason}
		if list, ok := v.enough(&m, groups[why], "", v.c.Incident.Deadline); ok {
			m.People = helpers(list)
			out = append(out, m)
		}
	}
	return out
}

// reassign takes those who are on the way to something less urgent. A drill
// takes nobody from a real incident.
func (v *adviser) reassign() []Means {
	var all []*Candidate
	own := &v.c.Incident
	for _, x := range v.around {
		e := x.Engaged
		if x.Reason != ReasonBusy || e == nil || e.State != OfferAccepted || own.Exercise && !e.Exercise || !v.useful(x) || !inTime(x, own.Deadline) {
			continue
		}
		if e.Priority.Rank() > own.Priority.Rank() || e.Exercise && !own.Exercise {
			all = append(all, x)
		}
	}
	m := Means{Kind: MeansReassign, Count: len(all), Reason: ReasonBusy, NeedsReason: true}
	list, ok := v.enough(&m, all, "", own.Deadline)
	if !ok {
		return nil
	}
	m.People = helpers(list)
	return []Means{m}
}

// related are the skills that come nearest to a role, for those who stand in.
var related = map[Role][]Role{
	RoleMedical:       {RolePsychological},
	RolePsychological: {RoleMedical, RoleLiaison},
	RoleTransport:     {RoleLiaison},
	RoleLiaison:       {RoleTransport, RolePsychological},
}

// standIns asks people who lack the skill, or are not needed for their own, for
// each role that is missing; those with a related skill first.
func (v *adviser) standIns() []Means {
	var out []Means
	for i, n := range v.c.Incident.Needs {
		if n.Role.Common() || !v.lacks(i) {
			continue
		}
		var near, other []*Candidate
		for _, x := range v.around {
			switch {
			case !inTime(x, v.c.Incident.Deadline) || hasRole(x.Roles, n.Role):
			case x.Reason != ReasonLacksSkill && (x.Reason != "" || v.useful(x)):
			case slices.ContainsFunc(related[n.Role], func(r Role) bool { return x.person != nil && hasRole(x.person.Skills, r) }):
				near = append(near, x)
			default:
				other = append(other, x)
			}
		}
		all := append(near, other...)
		m := Means{Kind: MeansStandIn, Count: len(all), Reason: ReasonLacksSkill, NeedsReason: true, Role: n.Role}
		if list, ok := v.enough(&m, all, n.Role, v.c.Incident.Deadline); ok {
			m.People = helpers(list)
			out = append(out, m)
		}
	}
	return out
}

// deadline is the smallest extension that is enough; if none is, the one after
// which more time adds little.
func (v *adviser) deadline() []Means {
	from := laterOf(v.c.Incident.Deadline, v.now)
	best, most := Means{Kind: MeansDeadline}, 0.0
	for _, more := range moreTime {
		by := from.Add(more)
		if by.After(v.c.Incident.OpenedAt.Add(maxDeadline)) {
			break
		}
		var all []*Candidate
		gained := 0
		for _, x := range v.around {
			if x.Reason != "" || !v.useful(x) || !inTime(x, by) {
				continue
			}
			all = append(all, x)
			if !inTime(x, v.c.Incident.Deadline) {
				gained++
			}
		}
		g := v.with(all[:min(len(all), maxWave)], "", by)
		if gain := v.gain(&g); gain-most >= worthwhile {
			most = gain
			v.judge(&best, &g)
			best.Count, best.Deadline = gained, by.Truncate(time.Second)
			best.Minutes = int(best.Deadline.Sub(v.c.Incident.Deadline).Round(time.Minute).Minutes())
		}
		if g.P >= v.target {
			break
		}
	}
	if best.Deadline.IsZero() {
		return nil
	}
	return []Means{best}
}
