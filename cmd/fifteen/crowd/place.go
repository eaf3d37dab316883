package crowd

// place.go: where things happen. Streets and points on them are from
// OpenStreetMap (© OpenStreetMap contributors, ODbL); house numbers are made up.

import (
	"fmt"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

type street struct {
	town, name string
	lng, lat   float64
}

var streets = []street{
	{"Wilmington", "N Market St", -75.54690, 39.74620},
	{"Wilmington", "Pennsylvania Ave", -75.55760, 39.75289},
	{"Wilmington", "N Spruce St", -75.53955, 39.74357},
	{"Wilmington", "Maryland Ave", -75.56046, 39.74005},
	{"Wilmington", "S Heald St", -75.54276, 39.73089},
	{"Wilmington", "Northeast Blvd", -75.53152, 39.74611},
	{"Wilmington", "W 4th St", -75.55748, 39.74294},
	{"Wilmington", "N Adams St", -75.55864, 39.74532},
	{"Wilmington", "E 2nd St", -75.54992, 39.73777},
	{"Wilmington", "Adams St", -75.55607, 39.74913},
	{"Wilmington", "E 16th St", -75.54296, 39.74941},
	{"Wilmington", "W 12th St", -75.54883, 39.74829},
	{"Wilmington", "New Castle Ave", -75.54243, 39.73107},
	{"Wilmington", "E 11th St", -75.54625, 39.74604},
	{"Wilmington", "Lancaster Ave", -75.56048, 39.74108},
	{"Wilmington", "W 11th St", -75.55024, 39.74768},
	{"Wilmington", "Hawley St", -75.57975, 39.74984},
	{"Wilmington", "Kirkwood St", -75.54162, 39.74191},
	{"Wilmington", "E 29th St", -75.53229, 39.75516},
	{"Wilmington", "N Madison St", -75.54269, 39.75745},
	{"Wilmington", "Cherry St", -75.56181, 39.74392},
	{"Wilmington", "S Rodney St", -75.57108, 39.74051},
	{"Wilmington", "E 13th St", -75.54464, 39.74760},
	{"Wilmington", "Woodlawn Ave", -75.57728, 39.74957},
	{"Wilmington", "Hamilton St", -75.57082, 39.76076},
	{"Newark", "E Delaware Ave", -75.74835, 39.68208},
	{"Newark", "Library Ave", -75.73574, 39.67781},
	{"Newark", "S Main St", -75.75671, 39.68255},
	{"Newark", "S College Ave", -75.75347, 39.67205},
	{"Newark", "Capitol Trail", -75.73673, 39.68500},
	{"Newark", "Paper Mill Rd", -75.74823, 39.68852},
	{"Newark", "E Main St", -75.74749, 39.68349},
	{"Newark", "W Delaware Ave", -75.75533, 39.68161},
	{"Newark", "N Chapel St", -75.74614, 39.68609},
	{"Newark", "Manuel St", -75.74733, 39.67332},
	{"Newark", "Woodlawn Ave", -75.73535, 39.68671},
	{"Claymont", "Philadelphia Pike", -75.44948, 39.80707},
	{"Claymont", "Darley Rd", -75.45505, 39.80562},
	{"Claymont", "4th Ave", -75.46655, 39.79942},
	{"Claymont", "Marion Ave", -75.44952, 39.80216},
	{"Claymont", "Clemson St", -75.45822, 39.80564},
	{"Claymont", "Osage Rd", -75.47376, 39.80336},
	{"New Castle", "E Basin Rd", -75.57900, 39.66420},
	{"New Castle", "Wilmington Rd", -75.56334, 39.66486},
	{"New Castle", "E 6th St", -75.56549, 39.66311},
	{"New Castle", "Washington St", -75.57519, 39.65898},
	{"New Castle", "W 7th St", -75.57493, 39.65845},
	{"New Castle", "Cherry St", -75.56635, 39.66242},
	{"Bear", "Bear Corbitt Rd", -75.66284, 39.61703},
	{"Bear", "Bear Rd", -75.64321, 39.62124},
	{"Bear", "Walther Rd", -75.67233, 39.62921},
	{"Bear", "N Tribbit Ave", -75.66700, 39.63490},
	{"Bear", "Wellspring Dr", -75.66421, 39.62735},
	{"Bear", "Freedom Rd", -75.66025, 39.64308},
	{"Elsmere", "S Dupont Rd", -75.58952, 39.73997},
	{"Elsmere", "Kirkwood Hwy", -75.60283, 39.73893},
	{"Elsmere", "N Dupont Rd", -75.58939, 39.74098},
	{"Elsmere", "Faulkland Rd", -75.59845, 39.74832},
	{"Elsmere", "Vilone Rd", -75.59521, 39.74231},
	{"Elsmere", "Elsmere Ave", -75.59150, 39.73225},
	{"Hockessin", "Lancaster Pike", -75.68352, 39.78409},
	{"Hockessin", "Yorklyn Rd", -75.69503, 39.78883},
	{"Hockessin", "Old Wilmington Rd", -75.68664, 39.79087},
	{"Hockessin", "Southwood Rd", -75.70531, 39.78729},
}

// scene draws a place where something happens, the more often the more people
// live there, and its address.
func scene(r *rand.Rand) (orb.Point, string) {
	at, _ := somewhere(r)
	var there []street
	for _, s := range streets {
		if s.town == at.name {
			there = append(there, s)
		}
	}
	if len(there) == 0 {
		there = streets
	}
	s := pick(r, there)
	// A street's point lies in one of its blocks, always the same.
	block := 1 + (len(s.name)*7+int(-s.lng*1e4))%24
	p := moved(orb.Point{s.lng, s.lat}, 25*r.NormFloat64(), 25*r.NormFloat64())
	return p, fmt.Sprintf("%d %s, %s", 100*block+1+r.IntN(98), s.name, s.town)
}
