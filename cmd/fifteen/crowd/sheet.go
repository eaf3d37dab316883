package crowd

// sheet.go: the body as a volunteer centre would send it: a sheet.

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"fifteen/dispatch"
)

// The words of the sheet.
var (
	columns    = []string{"编号", "姓名", "手机号", "语言", "出行方式", "技能", "团队", "片区", "经度", "纬度", "是否可用", "同意", "备注"}
	langWords  = map[string]string{"zh": "中文", "en": "英文"}
	modeWords  = map[dispatch.Mode]string{dispatch.ModeWalk: "步行", dispatch.ModeBike: "骑行", dispatch.ModeEBike: "电动车", dispatch.ModeDrive: "驾车"}
	skillWords = map[dispatch.Role]string{
		dispatch.RoleMedical: "医疗救护", dispatch.RoleTransport: "物资转运",
		dispatch.RolePsychological: "心理干预", dispatch.RoleLiaison: "信息联络",
	}
)

// sheet writes people as CSV in UTF-8, with the mark that spreadsheets need.
func sheet(people []Person) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	if err := w.Write(columns); err != nil {
		return nil, err
	}
	for i := range people {
		p := &people[i]
		note := ""
		if p.Professional {
			note = "专业志愿者，持证"
		}
		err := w.Write([]string{
			p.ID, p.Name, p.Phone.E164(), langWords[p.Lang], joined(p.Modes, modeWords), joined(p.Skills, skillWords),
			strings.Join(p.Teams, "、"), p.Area, degrees(p.Home[0]), degrees(p.Home[1]), yes(p.Available), yes(p.Consent), note,
		})
		if err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func joined[T comparable](list []T, words map[T]string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = words[x]
	}
	return strings.Join(out, "、")
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// degrees writes a coordinate to about 0.1 m.
func degrees(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
