package corps

// large_test.go: whole corps at once, and any bytes at all.

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// corpsOf makes the rows of a sheet of n people.
func corpsOf(n int) [][]any {
	rows := [][]any{{"编号", "姓名", "手机号", "出行方式", "技能", "储备库", "片区", "经度", "纬度", "可用", "同意", "备注"}}
	for i := range n {
		rows = append(rows, []any{
			fmt.Sprintf("CD-%05d", i), fmt.Sprintf("志愿者%d", i), fmt.Sprintf("138%08d", i), "步行、骑行", "医疗救护", "一队", "锦江",
			104 + float64(i%1000)/1000, 30 + float64(i/1000)/100, "是", "是", "",
		})
	}
	return rows
}

func csvOf(rows [][]any) string {
	var b strings.Builder
	for _, row := range rows {
		for i, c := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, c)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestWholeCorps(t *testing.T) {
	const fewer = 4000 // making a workbook takes far longer than reading it
	for name, c := range map[string]struct {
		data []byte
		rows int
	}{
		"csv":  {[]byte(csvOf(corpsOf(DefaultMaxRows))), DefaultMaxRows},
		"xlsx": {bytesOf(t, workbook(t, corpsOf(fewer))), fewer},
	} {
		s, err := Read(bytes.NewReader(c.data), "", Options{})
		if err != nil || len(s.Valid()) != c.rows || len(s.AllErrors()) != 0 {
			t.Fatalf("%s: %v", name, err)
		}
		if last := s.Rows[c.rows-1]; last.Line != c.rows+1 || last.Responder.ID != fmt.Sprintf("CD-%05d", c.rows-1) {
			t.Errorf("%s: last row %+v", name, last)
		}
	}
}

func BenchmarkRead20000(b *testing.B) {
	rows := corpsOf(DefaultMaxRows)
	for name, data := range map[string][]byte{"csv": []byte(csvOf(rows)), "xlsx": bytesOf(b, workbook(b, rows))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Read(bytes.NewReader(data), "", Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Whatever comes in: no panic, and what counts as valid is valid, unlike any
// other, and in order.
func FuzzRead(f *testing.F) {
	f.Add([]byte(chinese))
	f.Add([]byte("sep=;\nname;phone;consent\n\"a\nb\";+1 302 655 1234;y\n"))
	f.Add([]byte("\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa,\xcd\xac\xd2\xe2\n\xb3\xc2,13800138000,\xca\xc7\n"))
	f.Add([]byte("\xff\xfen\x00a\x00m\x00e\x00\t\x00p\x00h\x00o\x00n\x00e\x00"))
	f.Add(bytesOf(f, workbook(f, corpsOf(2))))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data), "a.xlsx", Options{MaxRows: 100, AssumeConsent: true})
		if err != nil {
			return
		}
		if len(s.Rows) > 100 || len(s.Columns) > maxColumns {
			t.Fatalf("%d rows, %d columns", len(s.Rows), len(s.Columns))
		}
		ids, phones, line := map[string]bool{}, map[string]bool{}, s.HeaderLine
		for _, row := range s.Rows {
			if row.Line <= line {
				t.Fatalf("row %d after row %d", row.Line, line)
			}
			line = row.Line
			if len(row.Errors) > 0 {
				continue
			}
			r := row.Responder
			if errs := ValidateResponder(&r); len(errs) > 0 || r.Phone == "" || ids[r.ID] || phones[r.Phone.E164()] {
				t.Fatalf("%+v counts as valid: %v", r, errs)
			}
			ids[r.ID], phones[r.Phone.E164()] = true, true
		}
	})
}
