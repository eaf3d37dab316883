package redisstore

// pack_test.go: what writing a decision down costs.

import (
	"fmt"
	"testing"
	"time"

	"fifteen/dispatch"
)

// large is a decision with as many people as a record holds.
func large() *dispatch.Decision {
	at := time.Date(2026, 5, 4, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))
	d := &dispatch.Decision{At: at, Deadline: at.Add(15 * time.Minute), Rest: map[dispatch.Reason][]string{}}
	for i := range 820 {
		d.People = append(d.People, dispatch.Regarded{
			Responder: fmt.Sprintf("v-%07x", i*7919), Name: fmt.Sprintf("志愿者 %d", i), Rank: i + 1, Accept: 0.35 + float64(i%37)/100,
			Roles: []dispatch.Role{dispatch.RoleMedical, dispatch.RoleGeneral}, Mode: dispatch.ModeEBike, FromBasis: dispatch.BasisLive,
			DistanceM: float64(i * 3), Travel: dispatch.TravelStreets, TravelS: float64(60 + i), TurnoutS: 102, InTime: 0.3123,
			ETA: at.Add(time.Duration(162+i) * time.Second), Worth: &dispatch.Worth{Saves: float64(i%91) / 97, Costs: 1.1},
		})
	}
	for i := range 2000 {
		d.Rest[dispatch.ReasonTooFar] = append(d.Rest[dispatch.ReasonTooFar], fmt.Sprintf("v-%07x", i*104729))
	}
	return d
}

func TestARecordIsSmall(t *testing.T) {
	doc, err := packed(large())
	if err != nil || len(doc) > 100_000 {
		t.Fatalf("%d bytes, %v", len(doc), err)
	}
	var back dispatch.Decision
	if err := unpack(string(doc), &back); err != nil || len(back.People) != 820 || len(back.Rest[dispatch.ReasonTooFar]) != 2000 {
		t.Errorf("%d people, %v", len(back.People), err)
	}
}

func BenchmarkPacked(b *testing.B) {
	d := large()
	for b.Loop() {
		if _, err := packed(d); err != nil {
			b.Fatal(err)
		}
	}
}
