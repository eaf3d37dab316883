package lab

// compare_csv.go: the comparison as CSV.

import (
	"encoding/csv"
	"io"
	"strconv"
)

// CSV writes every duel: each of our settings against each fixed policy.
func (c *Comparison) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{
		"density_km2", "acceptance", "kind", "needs", "incidents", "seed", "ours", "other", "in_time_difference", "in_time_lo", "in_time_hi",
		"first_difference_s", "alerts_per_person_ours", "alerts_per_person_other", "fewer_per_person", "alerts_per_seat_ours", "alerts_per_seat_other", "fewer_per_seat", "dominates",
	}) // Flush tells of errors
	for i := range c.Results {
		r := &c.Results[i]
		for k := range r.Duels {
			d := &r.Duels[k]
			a, b := r.row(d.Ours), r.row(d.Other)
			_ = out.Write([]string{
				number(r.World.Density), number(r.World.Acceptance), string(r.World.Kind), needs(&r.World), strconv.Itoa(c.Incidents), strconv.FormatUint(c.Seed, 10),
				d.Ours, d.Other, number(d.Kept.Value), number(d.Kept.Lo), number(d.Kept.Hi), number(d.FirstS),
				number(a.PerPerson.Value), number(b.PerPerson.Value), number(d.FewerPerPerson),
				number(a.PerSeat.Value), number(b.PerSeat.Value), number(d.FewerPerSeat), strconv.FormatBool(Literal.Dominates(d)),
			})
		}
	}
	out.Flush()
	return out.Error()
}
