package city

// meter.go: one measure of progress for things that are built side by side.

import (
	"sync"
)

// stagesExpected is how many stages a part is taken to have. A part that has
// more seems to slow down towards its end; one that has fewer jumps.
const stagesExpected = 3

// meter joins the progress of reading and of building the parts.
type meter struct {
	mu    sync.Mutex
	tell  func(float64)
	parts map[string]*partMeter
	told  float64
	whole float64 // the weights of all that is done
}

type partMeter struct {
	stage  string
	stages int // begun
	within float64
}

// weights are the shares of the whole: reading takes about a quarter.
var weights = map[string]float64{"extract": 0.25}

const weightOfPart = 0.25

func newMeter(tell func(float64)) *meter {
	return &meter{tell: tell, parts: map[string]*partMeter{}}
}

// expect says how many parts will be built.
func (m *meter) expect(parts int) { m.whole = weights["extract"] + float64(parts)*weightOfPart }

// at notes that a part has done so much of a stage.
func (m *meter) at(part, stage string, done, total int64) {
	if m.tell == nil || total <= 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.parts[part]
	if p == nil {
		p = &partMeter{}
		m.parts[part] = p
	}
	if p.stage != stage || p.stages == 0 {
		p.stage, p.stages = stage, p.stages+1
	}
	p.within = min(1, float64(done)/float64(total))
	m.show()
}

// finished notes that a part is built.
func (m *meter) finished(part string) {
	if m.tell == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.parts[part] = &partMeter{stages: stagesExpected, within: 1}
	m.show()
}

func (m *meter) show() {
	sum := 0.0
	for name, p := range m.parts {
		if w, ok := weights[name]; ok {
			sum += w * p.within
			continue
		}
		sum += weightOfPart * min(1, (float64(p.stages-1)+p.within)/float64(max(stagesExpected, p.stages)))
	}
	if sum /= m.whole; sum > m.told { // never backwards
		m.told = min(sum, 1)
		m.tell(m.told)
	}
}
