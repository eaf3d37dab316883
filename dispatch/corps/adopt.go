package corps

// adopt.go: people in a sheet without ids who are known already.

import "fifteen/dispatch"

// Adopt gives every row without an id of its own the id of the responder who
// holds its phone already, so that a sheet without ids updates people instead
// of doubling them. holder names the responder of each phone that is taken.
func (s *Sheet) Adopt(holder map[dispatch.Phone]string) {
	for i := range s.Rows {
		r := &s.Rows[i].Responder
		if id := holder[r.Phone]; id != "" && derived(&s.Rows[i], fieldID) {
			r.ID = id
		}
	}
}

// Phones returns the phones of the rows without errors.
func (s *Sheet) Phones() []dispatch.Phone {
	phones := make([]dispatch.Phone, 0, len(s.Rows))
	for i := range s.Rows {
		if p := s.Rows[i].Responder.Phone; p != "" && len(s.Rows[i].Errors) == 0 {
			phones = append(phones, p)
		}
	}
	return phones
}
