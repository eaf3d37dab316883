package corps

// column.go: which column holds what, by its header.

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"
)

// The fields, named as in the API.
const (
	fieldID        = "id"
	fieldName      = "name"
	fieldPhone     = "phone"
	fieldLang      = "lang"
	fieldModes     = "modes"
	fieldSkills    = "skills"
	fieldTeams     = "teams"
	fieldArea      = "area"
	fieldLng       = "lng"
	fieldLat       = "lat"
	fieldCoordSys  = "coord_sys"
	fieldAvailable = "available"
	fieldConsent   = "consent"
	fieldNote      = "note"
)

// headers lists the names of each field's column, folded (fold). 序号 and "No."
// are left out on purpose: they number the rows of one sheet, not people.
var headers = map[string][]string{
	fieldID:   {"id", "编号", "工号", "志愿者编号", "人员编号", "注册编号", "志愿者id", "volunteerid", "responderid"},
	fieldName: {"name", "姓名", "名字", "志愿者姓名", "fullname", "volunteer", "志愿者"},
	fieldPhone: {
		"phone", "mobile", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "移动电话",
		"phonenumber", "mobilephone", "mobilenumber", "cell", "cellphone", "tel", "telephone",
	},
	fieldLang:      {"lang", "language", "语言", "短信语言"},
	fieldModes:     {"modes", "mode", "出行方式", "交通方式", "出行", "交通工具", "travel", "travelmode", "travelmodes", "transportmode"},
	fieldSkills:    {"skills", "skill", "roles", "role", "技能", "队伍", "专长", "技能队伍", "储备队伍", "角色"},
	fieldTeams:     {"teams", "team", "团队", "储备库", "所属团队", "小组", "group", "groups"},
	fieldArea:      {"area", "片区", "区域", "所属片区", "所在片区", "district"},
	fieldLng:       {"lng", "lon", "long", "longitude", "经度", "x"},
	fieldLat:       {"lat", "latitude", "纬度", "y"},
	fieldCoordSys:  {"coordsys", "crs", "坐标系", "坐标系统", "坐标类型", "coordinatesystem"},
	fieldAvailable: {"available", "是否可用", "可用", "在岗", "是否在岗", "可响应", "active", "onduty"},
	fieldConsent:   {"consent", "同意", "知情同意", "是否同意", "同意接收短信", "是否知情同意", "短信同意", "agreed", "smsconsent"},
	fieldNote:      {"note", "notes", "备注", "remark", "remarks", "comment", "comments"},
}

var fieldOfHeader = func() map[string]string {
	m := make(map[string]string)
	for field, names := range headers {
		for _, n := range names {
			m[n] = field
		}
	}
	return m
}()

// fieldOf returns the field a header names, or "".
func fieldOf(header string) string { return fieldOfHeader[fold(cutHint(header))] }

// cutHint cuts what forms put behind a name: "手机号（必填）", "name *".
func cutHint(header string) string {
	header = width.Fold.String(header)
	if i := strings.IndexAny(header, "([{【:"); i > 0 {
		header = header[:i]
	}
	return strings.Trim(header, "*# \t\r\n")
}

// headerScore counts the different fields that a row names, or 0 if it names
// neither a person nor a phone: then it is no header.
func headerScore(cells []string) int {
	seen := map[string]bool{}
	for _, c := range cells[:min(len(cells), maxColumns)] {
		if f := fieldOf(clean(c)); f != "" {
			seen[f] = true
		}
	}
	if !seen[fieldName] && !seen[fieldPhone] {
		return 0
	}
	return len(seen)
}

// fieldColumns says in which columns each field stands.
type fieldColumns map[string][]int

func (f fieldColumns) has(field string) bool { return len(f[field]) > 0 }

// isList reports whether several columns of a field add up.
func isList(field string) bool {
	return field == fieldModes || field == fieldSkills || field == fieldTeams
}

// recognize fills in the columns. Two columns for one field are an error,
// since nobody can know which is meant; those of lists add up.
func (s *Sheet) recognize(header []string) fieldColumns {
	fields := fieldColumns{}
	for i, h := range header {
		field := fieldOf(h)
		s.Columns = append(s.Columns, Column{Header: h, Field: field})
		if field == "" {
			continue
		}
		if first := fields[field]; len(first) > 0 && !isList(field) {
			s.Errors = append(s.Errors, RowError{
				Row: s.HeaderLine, Field: field, Code: ErrColumn, Value: h,
				Detail: fmt.Sprintf("the columns %q and %q both mean %s: delete or rename the one that is not to be read", header[first[0]], h, field),
			})
			continue
		}
		fields[field] = append(fields[field], i)
	}
	return fields
}
