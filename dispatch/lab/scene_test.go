package lab

// scene_test.go: looking only as far as somebody might be worth asking finds
// nearly what looking at everybody finds.

import (
	"testing"

	"fifteen/dispatch"
)

// Also when the role that is needed is nowhere among the nearest.
func TestLookingNearFindsWhomItNeeds(t *testing.T) {
	e := Experiment{Seed: 21}
	var c crowd
	var s Scene
	for _, w := range []World{NewWorld(4, 0.35), NewWorld(25, 0.35), NewWorld(25, 0.2)} {
		w.Needs = medical
		rare := w
		rare.Skills = []Skill{{dispatch.RoleMedical, 0.02}}
		for _, w := range []World{w, rare} {
			near, far, lacking := 0.0, 0.0, 0
			for i := range 40 {
				inc := e.incident(&w, i)
				c.around(&w, &inc, newDraw(e.Seed, stream(streamCrowd, i)))
				s.stage(&w, &c, &inc, &Fifteen{})
				all, _ := s.quickest(inc.OpenedAt, len(c.people))
				whole := dispatch.Choose(s.Case, all, w.moment(&inc, inc.OpenedAt), s.rules)
				promise := func(chosen dispatch.Chosen) float64 {
					s.stage(&w, &c, &inc, &Fifteen{})
					s.Case.Ask(chosen.Choices, dispatch.ReasonOpened, dispatch.ByPolicy, inc.OpenedAt, noToken)
					return s.Case.Gauge(inc.OpenedAt, s.rules).P
				}
				far += promise(whole)
				s.stage(&w, &c, &inc, &Fifteen{})
				p := promise(s.choose(inc.OpenedAt))
				near += p
				if p < promise(whole)-0.05 {
					lacking++
				}
			}
			if near < 0.99*far || lacking > 0 {
				t.Errorf("%s: promise %.3f looking near, %.3f looking at all; far lower in %d of 40", w, near/40, far/40, lacking)
			}
		}
	}
}
