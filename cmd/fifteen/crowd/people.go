package crowd

// people.go: the volunteer body.

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// Person is one simulated volunteer as the centre's sheet has them.
type Person struct {
	ID        string
	Name      string
	Phone     dispatch.Phone
	Lang      string // "zh" or "en"
	Modes     []dispatch.Mode
	Skills    []dispatch.Role
	Teams     []string
	Area      string
	Home      orb.Point
	Available bool
	Consent   bool
	// Professional: certified, and a member of an expert team.
	Professional bool
	// Shares: their phone reports where they are also when nothing happens.
	Shares bool
}

// Shares of the body: 72 % are active and 320 of 11,000 are certified, as the
// centre of the service reports of its own.
const (
	activeShare     = 0.72
	consentShare    = 0.98
	sharingShare    = 0.70
	professionalsOf = 320.0 / 11_000
)

// expertTeams are the eight teams of professionals and what they can do.
var expertTeams = []struct {
	name   string
	skills []dispatch.Role
}{
	{"Emergency medicine 急救专家组", []dispatch.Role{dispatch.RoleMedical}},
	{"Nursing 护理专家组", []dispatch.Role{dispatch.RoleMedical}},
	{"Counselling 心理咨询专家组", []dispatch.Role{dispatch.RolePsychological}},
	{"Elder care 养老照护专家组", []dispatch.Role{dispatch.RolePsychological, dispatch.RoleMedical}},
	{"Logistics 物流专家组", []dispatch.Role{dispatch.RoleTransport}},
	{"Fire safety 消防专家组", []dispatch.Role{dispatch.RoleTransport, dispatch.RoleMedical}},
	{"Communications 通信专家组", []dispatch.Role{dispatch.RoleLiaison}},
	{"Water rescue 水上救援专家组", []dispatch.Role{dispatch.RoleMedical, dispatch.RoleLiaison}},
}

// reserves are the four standing reserve teams: members of 11,000, and the
// share of everybody else who has learned the basics of the same skill. Four
// in ten members are professionals.
var reserves = []struct {
	role    dispatch.Role
	name    string
	members int
	trained float64
}{
	{dispatch.RoleMedical, "Medical reserve 医疗救护储备队", 120, 0.075},
	{dispatch.RoleTransport, "Transport reserve 物资转运储备队", 90, 0.035},
	{dispatch.RolePsychological, "Psychological reserve 心理干预储备队", 70, 0.010},
	{dispatch.RoleLiaison, "Liaison reserve 信息联络储备队", 80, 0.025},
}

const certifiedInReserve = 0.4

// People makes a believable body of n people, the same for the same seed; at
// most MaxPeople. Numbers of teams are those of 11,000, scaled.
func People(seed uint64, n int) []Person {
	n = max(0, min(n, MaxPeople))
	r := rand.New(rand.NewPCG(seed, 1))
	people := make([]Person, n)
	for i := range people {
		p := &people[i]
		p.ID, p.Phone = fmt.Sprintf("V%05d", i+1), phoneOf(i)
		p.Name, p.Lang = name(r)
		at, home := somewhere(r)
		p.Area, p.Home = at.name, home
		p.Modes = modes(r)
		p.Available = r.Float64() < activeShare
		p.Consent = r.Float64() < consentShare
		p.Shares = r.Float64() < sharingShare
	}
	muster(r, people)
	return people
}

func modes(r *rand.Rand) []dispatch.Mode {
	switch u := r.Float64(); {
	case u < 0.24:
		return []dispatch.Mode{dispatch.ModeWalk}
	case u < 0.34:
		return []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeBike}
	case u < 0.50:
		return []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeEBike}
	case u < 0.90:
		return []dispatch.Mode{dispatch.ModeWalk, dispatch.ModeDrive}
	}
	return dispatch.Modes()
}

// muster fills the teams, in a mixed order, and trains others.
func muster(r *rand.Rand, people []Person) {
	order := r.Perm(len(people))
	experts := int(float64(len(people))*professionalsOf + 0.5)
	for k, i := range order[:experts] {
		team, p := expertTeams[k%len(expertTeams)], &people[i]
		p.Professional, p.Teams, p.Skills = true, []string{team.name}, slices.Clone(team.skills)
	}
	next := experts // of order: nobody is in two reserve teams
	for _, t := range reserves {
		members := t.members * len(people) / 11_000
		certified := int(float64(members)*certifiedInReserve + 0.5)
		for _, i := range order[:experts] {
			if p := &people[i]; certified > 0 && len(p.Teams) == 1 && slices.Contains(p.Skills, t.role) {
				p.Teams = append(p.Teams, t.name)
				certified, members = certified-1, members-1
			}
		}
		for ; members > 0 && next < len(order); members, next = members-1, next+1 {
			p := &people[order[next]]
			p.Teams, p.Skills = []string{t.name}, []dispatch.Role{t.role}
		}
	}
	for _, i := range order[next:] {
		for u, k := r.Float64(), 0; k < len(reserves); k++ {
			if u -= reserves[k].trained; u < 0 {
				people[i].Skills = []dispatch.Role{reserves[k].role}
				break
			}
		}
	}
}
