package corps

// duplicate.go: people who stand in a sheet twice.

import (
	"fmt"
	"strconv"
	"strings"
)

// markDuplicates notes ids and phones that stand in several rows, on each of
// those rows. Rows that are wrong otherwise count too: mending them would
// bring the duplicate to light.
func markDuplicates(rows []Row) {
	mark(rows, fieldID, func(r *Row) string { return r.Responder.ID })
	mark(rows, fieldPhone, func(r *Row) string { return r.Responder.Phone.E164() })
}

func mark(rows []Row, field string, value func(*Row) string) {
	at := make(map[string][]int)
	for i := range rows {
		if v := value(&rows[i]); v != "" {
			at[v] = append(at[v], i)
		}
	}
	for i := range rows {
		r := &rows[i]
		same := at[value(r)]
		if len(same) < 2 || value(r) == "" || derived(r, field) {
			continue
		}
		r.Errors = append(r.Errors, RowError{
			Row: r.Line, Field: field, Code: ErrDuplicate, Value: value(r),
			Detail: fmt.Sprintf("the same %s stands in rows %s: keep one, or correct it", field, lines(rows, same)),
		})
	}
}

// derived reports whether an id is doubled only because it was made of a
// doubled phone: one error is enough.
func derived(r *Row, field string) bool {
	return field == fieldID && r.Responder.Phone != "" && r.Responder.ID == idOf(r.Responder.Phone)
}

// lines names the rows, the first few of many.
func lines(rows []Row, which []int) string {
	const few = 5
	var names []string
	for _, i := range which[:min(len(which), few)] {
		names = append(names, strconv.Itoa(rows[i].Line))
	}
	if len(which) > few {
		return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(which)-few)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
