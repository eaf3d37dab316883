package crowd

// people_test.go: the body is what it should be.

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
	"fifteen/dispatch/corps"
	"fifteen/geo"
)

func TestPeopleAreUnique(t *testing.T) {
	ids, phones := map[string]bool{}, map[dispatch.Phone]bool{}
	for _, p := range People(1, MaxPeople) {
		if ids[p.ID] || phones[p.Phone] {
			t.Fatalf("%s is there twice, or has somebody else's number", p.ID)
		}
		ids[p.ID], phones[p.Phone] = true, true
		e164 := p.Phone.E164()
		if e164[5:8] != "555" || e164[8:10] == "01" || e164[8:] == "1212" || e164[8:] == "4334" {
			t.Fatalf("number %s may belong to somebody", e164)
		}
	}
	if len(ids) != MaxPeople {
		t.Fatalf("%d people, want %d", len(ids), MaxPeople)
	}
}

func TestPhonesAreAccepted(t *testing.T) {
	for i, p := range People(1, 11_000) {
		if i%20 != i/20%20 { // one of each round, another area code each time
			continue
		}
		got, err := corps.NormalizePhone(p.Phone.E164(), "CN")
		if err != nil || got != p.Phone || !corps.CanText(got) {
			t.Fatalf("%s became %s (%v)", p.Phone.E164(), got.E164(), err)
		}
	}
}

func TestPeopleKeepTheirNumbers(t *testing.T) {
	a, b := People(1, 500), People(2, 1000)
	same := 0
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Phone != b[i].Phone {
			t.Fatalf("another seed gave %s another number", a[i].ID)
		}
		if a[i].Name == b[i].Name && a[i].Home == b[i].Home {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d people are the same with another seed", same)
	}
	if !reflect.DeepEqual(a, People(1, 500)) {
		t.Error("the same seed gave other people")
	}
}

func TestShares(t *testing.T) {
	people := People(7, 11_000)
	n := float64(len(people))
	share := func(what string, want, within float64, is func(*Person) bool) {
		t.Helper()
		got := 0.0
		for i := range people {
			if is(&people[i]) {
				got++
			}
		}
		if math.Abs(got/n-want) > within {
			t.Errorf("%s: %.4f of all, want %.4f ± %.4f", what, got/n, want, within)
		}
	}
	share("available", 0.72, 0.015, func(p *Person) bool { return p.Available })
	share("consent", 0.98, 0.005, func(p *Person) bool { return p.Consent })
	share("sharing", 0.70, 0.015, func(p *Person) bool { return p.Shares })
	share("Chinese texts", 0.41, 0.02, func(p *Person) bool { return p.Lang == "zh" })
	share("professional", 320.0/11_000, 0, func(p *Person) bool { return p.Professional })
	share("able to drive", 0.50, 0.02, func(p *Person) bool { return slices.Contains(p.Modes, dispatch.ModeDrive) })
	share("medical", 0.098, 0.012, func(p *Person) bool { return slices.Contains(p.Skills, dispatch.RoleMedical) })
	share("psychological", 0.022, 0.006, func(p *Person) bool { return slices.Contains(p.Skills, dispatch.RolePsychological) })
	for _, town := range towns {
		share(town.name, town.share, 0.015, func(p *Person) bool { return p.Area == town.name })
	}
}

func TestTeams(t *testing.T) {
	members, certified := map[string]int{}, map[string]int{}
	for _, p := range People(7, 11_000) {
		for _, team := range p.Teams {
			members[team]++
			if p.Professional {
				certified[team]++
			}
		}
		if len(p.Teams) > 2 || len(p.Teams) == 2 && !p.Professional {
			t.Errorf("%s is in %d teams", p.ID, len(p.Teams))
		}
	}
	for _, e := range expertTeams {
		if members[e.name] != 40 || certified[e.name] != 40 {
			t.Errorf("%s: %d members, %d certified, want 40", e.name, members[e.name], certified[e.name])
		}
	}
	for _, r := range reserves {
		if m := members[r.name]; m < 50 || certified[r.name]*10 < m*3 {
			t.Errorf("%s: %d members, %d certified, want ≥ 50 and ≥ 30 %%", r.name, m, certified[r.name])
		}
	}
}

func TestHomesAreDry(t *testing.T) {
	near := 0
	for _, p := range People(3, 11_000) {
		if !dry(p.Home) {
			t.Fatalf("%s lives at %v: in the river or abroad", p.ID, p.Home)
		}
		if geo.Distance(p.Home, towns[0].center) < 4000 {
			near++
		}
	}
	if near < 3000 {
		t.Errorf("%d people within 4 km of the center, want a town", near)
	}
	for name, p := range map[string]orb.Point{
		"the river off the port": {-75.505, 39.715}, "New Jersey": {-75.46, 39.70}, "Pennsville": {-75.516, 39.653},
		"Pennsylvania": {-75.60, 39.86}, "Maryland": {-75.80, 39.60}, "the river off Claymont": {-75.43, 39.795},
	} {
		if dry(p) {
			t.Errorf("%s %v counts as dry land in Delaware", name, p)
		}
	}
	for _, town := range towns {
		if !dry(town.center) {
			t.Errorf("%s counts as wet or abroad", town.name)
		}
	}
	for _, s := range streets {
		if !dry(orb.Point{s.lng, s.lat}) {
			t.Errorf("%s, %s counts as wet or abroad", s.name, s.town)
		}
	}
}

func TestSheetIsRead(t *testing.T) {
	people := People(5, 700)
	data, err := sheet(people)
	if err != nil {
		t.Fatal(err)
	}
	read, err := corps.Read(bytes.NewReader(data), "志愿者.csv", corps.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if bad := read.AllErrors(); len(bad) > 0 || len(read.Rows) != len(people) {
		t.Fatalf("%d rows, %d errors, first %+v", len(read.Rows), len(bad), slices.Concat(bad, make([]corps.RowError, 1))[0])
	}
	for _, c := range read.Columns {
		if c.Field == "" || strings.ContainsFunc(c.Header, func(r rune) bool { return r < 0x80 }) {
			t.Errorf("column %q is read as %q", c.Header, c.Field)
		}
	}
	for i, row := range read.Rows {
		r, p := row.Responder, &people[i]
		same := r.ID == p.ID && r.Name == p.Name && r.Phone == p.Phone && r.Lang == p.Lang && r.Area == p.Area &&
			r.Available == p.Available && r.Consent == p.Consent && slices.Equal(r.Modes, p.Modes) &&
			slices.Equal(r.Skills, p.Skills) && slices.Equal(r.Teams, p.Teams) && geo.Distance(r.Home.Point(), p.Home) < 0.2
		if !same {
			t.Fatalf("row %d: %+v\nwant %+v", i, r, *p)
		}
	}
}

func TestScenes(t *testing.T) {
	c := newCases(9, dayBreak)
	kinds, systems, drills := map[dispatch.Kind]int{}, map[string]int{}, 0
	for range 2000 {
		x := c.next(scene)
		kinds[x.Kind]++
		systems[x.Source.System]++
		if x.Exercise {
			drills++
		}
		at := orb.Point{x.Position.Lng, x.Position.Lat}
		_, name, _ := strings.Cut(x.Address, " ")
		i := slices.IndexFunc(streets, func(s street) bool {
			return s.name+", "+s.town == name && geo.Distance(at, orb.Point{s.lng, s.lat}) < 200
		})
		if i < 0 || !dry(at) {
			t.Fatalf("%q is not at %v", x.Address, at)
		}
		if _, err := corps.NormalizePhone(x.Caller.Phone.E164(), ""); err != nil || x.Caller.Name == "" || x.Note == "" {
			t.Fatalf("caller %+v, note %q", x.Caller, x.Note)
		}
	}
	if len(kinds) != len(dispatch.Plans()) || len(systems) != 3 || drills < 100 || drills > 220 {
		t.Errorf("%d kinds, %d systems, %d exercises of 2000", len(kinds), len(systems), drills)
	}
	total := 0
	for _, h := range happenings {
		total += h.share
	}
	if total != 100 {
		t.Errorf("happenings add up to %d of 100", total)
	}
}
