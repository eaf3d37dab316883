package crowd

// happen.go: things that happen, and the platforms that pass them on.

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// maxOpen is how many incidents of its own the crowd keeps open; while there
// are as many, nothing further happens. firstWithin is when the first one
// happens at the latest. exerciseShare are drills.
const (
	maxOpen       = 30
	firstWithin   = 20 * time.Second
	exerciseShare = 0.08
	reportTries   = 12
)

// happenings are what happens, how often of a hundred times, and which
// platform hears of it.
var happenings = []struct {
	kind   dispatch.Kind
	share  int
	system string
	notes  []string
}{
	{dispatch.KindSuddenIllness, 24, "120", []string{"chest pain, conscious", "diabetic, confused", "突发头晕，站立不稳", "seizure, now quiet", "呼吸困难，有哮喘史"}},
	{dispatch.KindInjury, 22, "120", []string{"fell off a ladder", "骑车摔倒，手臂骨折可能", "cut hand, heavy bleeding", "老人跌倒，髋部疼痛", "pedestrian hit at low speed"}},
	{dispatch.KindElderlyCall, 15, "120", []string{"pressed the help button, does not answer back", "独居老人，按铃后无应答", "cannot get up from the floor", "血压高，家里只有一个人"}},
	{dispatch.KindCardiacArrest, 10, "120", []string{"not breathing, bystander CPR started", "倒地无呼吸，正在电话指导按压", "collapsed at the bus stop", "AED 在大堂"}},
	{dispatch.KindPsychological, 7, "110", []string{"very upset, alone, wants to talk", "情绪激动，家属求助", "panic attack"}},
	{dispatch.KindFire, 6, "119", []string{"kitchen fire, people outside", "楼道冒烟，有老人需转移", "smoke from the basement"}},
	{dispatch.KindMissingPerson, 5, "110", []string{"girl, 7, red jacket, last seen at the playground", "走失老人，82 岁，蓝色外套，有认知障碍", "boy, 11, on a green bike"}},
	{dispatch.KindTrapped, 4, "119", []string{"stuck in a lift, two people", "电梯困人，一名孕妇", "locked in a car park stairwell"}},
	{dispatch.KindSupplies, 3, "110", []string{"blankets and water to the shelter", "转运 40 箱饮用水到安置点"}},
	{dispatch.KindOtherEmergency, 3, "110", []string{"power cut, neighbours with oxygen need a visit", "停电，需逐户看望老人"}},
	{dispatch.KindFlood, 1, "119", []string{"creek over the road, cellars under water", "积水进屋，需转移物资"}},
}

// refMark begins the reference of every incident the crowd opens. By it the
// crowd knows its own again, also those of an earlier life.
const refMark = "crowd-"

// cases are the crowd's own incidents that are not closed.
type cases struct {
	rng  *rand.Rand
	life string // in references: no two lives use the same
	n    int
	open map[string]bool
}

func newCases(seed uint64, now time.Time) cases {
	return cases{
		rng:  rand.New(rand.NewPCG(seed, 3)),
		life: strconv.FormatInt(now.UnixMilli(), 36), open: map[string]bool{},
	}
}

// incident is one as POST /v1/incidents takes it.
type incident struct {
	Kind     dispatch.Kind     `json:"kind"`
	Position dispatch.Position `json:"position"`
	Address  string            `json:"address"`
	Note     string            `json:"note"`
	Caller   dispatch.Caller   `json:"caller"`
	Source   dispatch.Source   `json:"source"`
	Exercise bool              `json:"exercise"`
}

// next makes something happen.
func (c *cases) next(scene func(*rand.Rand) (orb.Point, string)) incident {
	r := c.rng
	c.n++
	what := happenings[0]
	for u, i := r.IntN(100), 0; i < len(happenings); i++ {
		if u -= happenings[i].share; u < 0 {
			what = happenings[i]
			break
		}
	}
	at, address := scene(r)
	caller, _ := name(r)
	return incident{
		Kind: what.kind, Position: dispatch.At(at), Address: address, Note: pick(r, what.notes),
		Caller:   dispatch.Caller{Name: caller, Phone: dispatch.Phone(fmt.Sprintf("+1302555%04d", 100+r.IntN(100)))},
		Source:   dispatch.Source{System: what.system, Ref: fmt.Sprintf("%s%s-%04d", refMark, c.life, c.n)},
		Exercise: r.Float64() < exerciseShare,
	}
}

// gap is the time to the next incident: exponential, which makes the whole a
// Poisson process.
func (l *life) gap() time.Duration {
	return time.Duration(-math.Log(1-l.cases.rng.Float64()) * float64(l.cfg.IncidentEvery))
}

// happen lets something happen and plans the next time.
func (l *life) happen() {
	l.after(l.gap(), l.happen)
	if len(l.cases.open) >= maxOpen {
		return
	}
	x := l.cases.next(l.scene)
	body, err := json.Marshal(x)
	if err != nil {
		return // numbers and texts can always be encoded
	}
	var opened view
	q := request{
		method: http.MethodPost, url: l.cfg.BaseURL + "/v1/incidents", token: l.cfg.PlatformToken, key: x.Source.Ref, body: body,
	}
	l.try(q, &opened, reportTries, func(err error) {
		if err != nil {
			l.log.Warn("incident of the simulation not opened", "ref", x.Source.Ref, "kind", string(x.Kind), "error", err)
			return
		}
		l.log.Debug("incident of the simulation opened", "incident", opened.ID, "kind", string(x.Kind))
		l.watch(opened.ID)
	})
}
