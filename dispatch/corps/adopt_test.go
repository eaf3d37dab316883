package corps

import (
	"strings"
	"testing"

	"fifteen/dispatch"
)

// A sheet without ids updates whoever holds the phone; an id that the sheet
// names is never replaced.
func TestAdoptTakesTheHolderOfThePhone(t *testing.T) {
	read := func(text string) *Sheet {
		sheet, err := Read(strings.NewReader(text), "x.csv", Options{DefaultRegion: "CN", AssumeConsent: true})
		if err != nil || len(sheet.AllErrors()) > 0 {
			t.Fatal(err, sheet.AllErrors())
		}
		return sheet
	}
	holder := map[dispatch.Phone]string{"+8613800138000": "old-7"}
	sheet := read("姓名,手机\n王芳,13800138000\n李强,13800138001\n")
	if n := len(sheet.Phones()); n != 2 {
		t.Fatalf("%d phones, want 2", n)
	}
	sheet.Adopt(holder)
	if id := sheet.Rows[0].Responder.ID; id != "old-7" {
		t.Errorf("id is %q, want old-7", id)
	}
	if id := sheet.Rows[1].Responder.ID; id != idOf("+8613800138001") {
		t.Errorf("a stranger's id became %q", id)
	}
	named := read("编号,姓名,手机\nx1,王芳,13800138000\n")
	named.Adopt(holder)
	if id := named.Rows[0].Responder.ID; id != "x1" {
		t.Errorf("a named id became %q", id)
	}
}
