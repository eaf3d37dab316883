package place

// town_test.go: a small Chinese town, drawn by hand, with everything a city's
// extract has: areas, dual carriageways, house numbers, points of interest.

import (
	"context"
	"testing"

	"github.com/paulmach/orb"

	"fifteen/geo/extract"
)

// drawing makes an extract on a plan in meters, east and north of a corner in
// Chengdu.
type drawing struct {
	extract.Extract
	at map[[2]float64]int32
}

const (
	originLng, originLat = 104.06, 30.65
	metersLng, metersLat = 95_770.0, 111_320.0 // of a degree there
)

func onPlan(x, y float64) orb.Point {
	return orb.Point{originLng + x/metersLng, originLat + y/metersLat}
}

func newDrawing() *drawing { return &drawing{at: map[[2]float64]int32{}} }

func (d *drawing) point(x, y float64) int32 {
	if n, ok := d.at[[2]float64{x, y}]; ok {
		return n
	}
	n := int32(len(d.Points))
	d.Points = append(d.Points, extract.FromOrb(onPlan(x, y)))
	d.at[[2]float64{x, y}] = n
	return n
}

func tagsOf(pairs []string) (tags extract.Tags) {
	for i := 0; i < len(pairs); i += 2 {
		tags = append(tags, extract.Tag{Key: pairs[i], Value: pairs[i+1]})
	}
	return tags
}

func (d *drawing) node(x, y float64, tags ...string) {
	d.Nodes = append(d.Nodes, extract.Node{ID: int64(len(d.Nodes)), At: d.point(x, y), Tags: tagsOf(tags)})
}

func (d *drawing) way(line [][2]float64, tags ...string) int32 {
	w := extract.Way{ID: int64(len(d.Ways)), Tags: tagsOf(tags)}
	for _, p := range line {
		w.Nodes = append(w.Nodes, d.point(p[0], p[1]))
	}
	d.Ways = append(d.Ways, w)
	return int32(len(d.Ways) - 1)
}

func (d *drawing) street(line [][2]float64, name string, tags ...string) {
	d.way(line, append([]string{"highway", "residential", "name", name}, tags...)...)
}

func (d *drawing) area(x0, y0, x1, y1 float64, name, level string, tags ...string) {
	w := d.way([][2]float64{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}})
	d.Relations = append(d.Relations, extract.Relation{
		ID:      int64(len(d.Relations)),
		Members: []extract.Member{{Type: extract.MemberWay, Index: w, Role: "outer"}},
		Tags:    tagsOf(append([]string{"boundary", "administrative", "type", "boundary", "name", name, "admin_level", level}, tags...)),
	})
}

// drawTown draws it: 人民路 from west to east, a dual carriageway 天府大道
// from south to north with four corners at 人民路, and 解放路 farther east.
func drawTown() *extract.Extract {
	d := newDrawing()
	d.area(-5000, -5000, 20000, 20000, "成都市", "5", "name:en", "Chengdu")
	d.area(-4000, -4000, 3000, 4000, "锦江区", "6", "name:en", "Jinjiang")
	d.area(3000, -4000, 9000, 4000, "成华区", "6", "name:en", "Chenghua")
	d.node(100, 100, "place", "city", "name", "成都市", "name:en", "Chengdu", "alt_name", "蓉城")

	// 人民路, two carriageways 15 m apart where it meets 天府大道.
	d.street([][2]float64{{-1000, 0}, {0, 0}, {15, 0}, {500, 0}, {1000, 0}, {2000, 0}}, "人民路", "name:en", "Renmin Road")
	d.street([][2]float64{{15, 15}, {0, 15}, {-1000, 15}}, "人民路", "oneway", "yes")
	d.way([][2]float64{{0, -2000}, {0, 0}, {0, 15}, {0, 2000}}, "highway", "trunk", "name", "天府大道", "ref", "G108", "name:en", "Tianfu Avenue")
	d.way([][2]float64{{15, 2000}, {15, 15}, {15, 0}, {15, -2000}}, "highway", "trunk", "name", "天府大道", "ref", "G108")
	d.street([][2]float64{{1000, -800}, {1000, 0}, {1000, 900}}, "解放路")
	d.street([][2]float64{{-1000, 300}, {0, 300}}, "人民南路")
	d.street([][2]float64{{500, 0}, {500, 400}}, "和平路")
	d.street([][2]float64{{5000, 0}, {6000, 0}}, "人民路") // another, in 成华区
	d.street([][2]float64{{1500, 100}, {1500, 600}}, "红星路三段")
	d.street([][2]float64{{2000, 300}, {2500, 300}}, "绿荫街", "alt_name", "旧街;老街")
	// Two streets that meet at an unnamed roundabout only.
	d.way([][2]float64{{2000, 2000}, {2030, 2015}, {2060, 2000}, {2030, 1985}, {2000, 2000}}, "highway", "tertiary", "junction", "roundabout")
	d.street([][2]float64{{1500, 2000}, {2000, 2000}}, "东风路")
	d.street([][2]float64{{2060, 2000}, {2600, 2000}}, "长江街")

	d.node(120, 30, "addr:street", "人民路", "addr:housenumber", "12号", "addr:postcode", "610000")
	d.node(240, 30, "addr:street", "人民路", "addr:housenumber", "24", "addr:postcode", "610000")
	d.node(125, -25, "addr:street", "人民路", "addr:housenumber", "13号附3号")
	d.node(130, -30, "addr:street", "人民路", "addr:housenumber", "13号")
	d.node(5100, 30, "addr:street", "人民路", "addr:housenumber", "99")
	d.node(700, 1500, "addr:place", "幸福小区", "addr:housenumber", "5号")
	d.node(720, 1500, "place", "neighbourhood", "name", "幸福小区")
	d.node(900, 3000, "addr:street", "无名巷", "addr:housenumber", "1") // a street no way knows
	d.node(-900, 330, "addr:street", "人民南路", "addr:housenumber", "101")
	d.node(-100, 330, "addr:street", "人民南路", "addr:housenumber", "111")
	d.way([][2]float64{{-900, 330}, {-100, 330}}, "addr:interpolation", "odd")

	d.node(300, 200, "amenity", "hospital", "name", "成都市第一人民医院", "name:en", "Chengdu First People's Hospital")
	d.node(320, 60, "emergency", "defibrillator")
	d.node(20, 40, "place", "square", "name", "天府广场", "name:en", "Tianfu Square")
	d.node(30, 50, "railway", "station", "name", "天府广场")
	d.node(400, -300, "amenity", "school", "name", "重庆路小学")
	d.node(450, -300, "shop", "supermarket", "name", "羅馬超市")
	d.node(460, -310, "amenity", "pharmacy", "name", "Café Löwe 药房")
	d.Bound = orb.Bound{Min: onPlan(-5000, -5000), Max: onPlan(20000, 20000)}
	return &d.Extract
}

func town(t testing.TB) *Index {
	t.Helper()
	x, err := Build(context.Background(), drawTown(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// find searches from the corner of 人民路 and 天府大道.
func (x *Index) find(text, lang string) []Result {
	return x.Search(Query{Text: text, Near: onPlan(0, 0), HasNear: true, Lang: lang, Limit: 10})
}

func first(t *testing.T, results []Result, text string) Result {
	t.Helper()
	if len(results) == 0 {
		t.Errorf("%q: nothing found", text)
		return Result{}
	}
	return results[0]
}
