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

	fieldCertificates = "certificates"
	fieldCertNumber   = "certificate_number"
	fieldCertExpires  = "certificate_expires"
	fieldProbation    = "probation_until"
	fieldBorn         = "born_on"
	fieldInsured      = "insured_until"
	fieldExcludes     = "excludes"
	fieldWorkLng      = "work_lng"
	fieldWorkLat      = "work_lat"
	fieldWorkHours    = "work_hours"
	fieldStationLng   = "station_lng"
	fieldStationLat   = "station_lat"
	fieldStationHours = "station_hours"
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
	fieldLang:         {"lang", "language", "语言", "短信语言"},
	fieldModes:        {"modes", "mode", "出行方式", "交通方式", "出行", "交通工具", "travel", "travelmode", "travelmodes", "transportmode"},
	fieldSkills:       {"skills", "skill", "roles", "role", "技能", "队伍", "专长", "技能队伍", "储备队伍", "角色"},
	fieldTeams:        {"teams", "team", "团队", "储备库", "所属团队", "小组", "group", "groups"},
	fieldArea:         {"area", "片区", "区域", "所属片区", "所在片区", "district"},
	fieldLng:          {"lng", "lon", "long", "longitude", "经度", "x"},
	fieldLat:          {"lat", "latitude", "纬度", "y"},
	fieldCoordSys:     {"coordsys", "crs", "坐标系", "坐标系统", "坐标类型", "coordinatesystem"},
	fieldAvailable:    {"available", "是否可用", "可用", "在岗", "是否在岗", "可响应", "active", "onduty"},
	fieldConsent:      {"consent", "同意", "知情同意", "是否同意", "同意接收短信", "是否知情同意", "短信同意", "agreed", "smsconsent"},
	fieldCertificates: {"certificates", "certificate", "证书", "资质证书", "资格证书", "证书信息", "qualifications"},
	fieldCertNumber:   {"certificatenumber", "certificateno", "证书编号", "证书号", "证号"},
	fieldCertExpires: {
		"certificateexpires", "certificateexpiry", "certificatevaliduntil", "证书有效期", "证书有效期至", "证书到期", "证书到期日", "证书到期日期",
	},
	fieldProbation: {"probationuntil", "probation", "试用期至", "试用期", "试用期截止", "见习期至", "预备期至", "预备志愿者期至"},
	fieldBorn:      {"bornon", "born", "birthday", "birthdate", "dateofbirth", "出生日期", "出生年月日", "生日"},
	fieldInsured:   {"insureduntil", "insurance", "insuranceuntil", "保险至", "保险有效期", "保险有效期至", "保险到期", "保险到期日", "保险到期日期", "保险"},
	fieldExcludes:  {"excludes", "excluded", "excludedkinds", "不接类型", "不参加类型", "不接的类型", "不接事件类型", "不参与类型", "排除类型"},

	fieldWorkLng:      {"worklng", "worklon", "worklongitude", "工作经度", "单位经度", "工作地经度", "工作地点经度"},
	fieldWorkLat:      {"worklat", "worklatitude", "工作纬度", "单位纬度", "工作地纬度", "工作地点纬度"},
	fieldWorkHours:    {"workhours", "workinghours", "工作时间", "上班时间"},
	fieldStationLng:   {"stationlng", "stationlon", "stationlongitude", "站点经度", "值班站点经度"},
	fieldStationLat:   {"stationlat", "stationlatitude", "站点纬度", "值班站点纬度"},
	fieldStationHours: {"stationhours", "shift", "shifts", "值班时间", "站点时间", "站点值班时间", "班次"},

	fieldNote: {"note", "notes", "备注", "remark", "remarks", "comment", "comments"},
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

// count is how many of the fields have a column.
func (f fieldColumns) count(fields ...string) (n int) {
	for _, field := range fields {
		if f.has(field) {
			n++
		}
	}
	return n
}

// isList reports whether several columns of a field add up.
func isList(field string) bool {
	switch field {
	case fieldModes, fieldSkills, fieldTeams, fieldExcludes, fieldCertificates:
		return true
	}
	return false
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
