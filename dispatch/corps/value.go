package corps

// value.go: the words in cells: yes and no, modes, skills, languages, numbers.

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"fifteen/dispatch"
)

var modeWords = map[string]dispatch.Mode{
	"walk": dispatch.ModeWalk, "walking": dispatch.ModeWalk, "foot": dispatch.ModeWalk, "onfoot": dispatch.ModeWalk,
	"步行": dispatch.ModeWalk, "走路": dispatch.ModeWalk, "徒步": dispatch.ModeWalk,
	"bike": dispatch.ModeBike, "bicycle": dispatch.ModeBike, "cycling": dispatch.ModeBike,
	"骑行": dispatch.ModeBike, "骑车": dispatch.ModeBike, "自行车": dispatch.ModeBike, "单车": dispatch.ModeBike,
	"ebike": dispatch.ModeEBike, "pedelec": dispatch.ModeEBike, "scooter": dispatch.ModeEBike,
	"电动车": dispatch.ModeEBike, "电瓶车": dispatch.ModeEBike, "电动自行车": dispatch.ModeEBike, "电单车": dispatch.ModeEBike,
	"drive": dispatch.ModeDrive, "driving": dispatch.ModeDrive, "car": dispatch.ModeDrive,
	"驾车": dispatch.ModeDrive, "开车": dispatch.ModeDrive, "汽车": dispatch.ModeDrive, "自驾": dispatch.ModeDrive,
	"私家车": dispatch.ModeDrive, "摩托车": dispatch.ModeDrive, "motorcycle": dispatch.ModeDrive,
}

var skillWords = map[string]dispatch.Role{
	"medicalrescue": dispatch.RoleMedical, "medical": dispatch.RoleMedical, "medic": dispatch.RoleMedical, "firstaid": dispatch.RoleMedical,
	"医疗救护": dispatch.RoleMedical, "医疗": dispatch.RoleMedical, "救护": dispatch.RoleMedical, "急救": dispatch.RoleMedical, "医护": dispatch.RoleMedical,
	"supplytransport": dispatch.RoleTransport, "transport": dispatch.RoleTransport, "supply": dispatch.RoleTransport, "supplies": dispatch.RoleTransport,
	"物资转运": dispatch.RoleTransport, "物资运输": dispatch.RoleTransport, "物资": dispatch.RoleTransport, "转运": dispatch.RoleTransport,
	"psychologicalintervention": dispatch.RolePsychological, "psychological": dispatch.RolePsychological, "psychology": dispatch.RolePsychological,
	"心理干预": dispatch.RolePsychological, "心理": dispatch.RolePsychological, "心理咨询": dispatch.RolePsychological, "心理援助": dispatch.RolePsychological,
	"informationliaison": dispatch.RoleLiaison, "information": dispatch.RoleLiaison, "liaison": dispatch.RoleLiaison,
	"信息联络": dispatch.RoleLiaison, "信息": dispatch.RoleLiaison, "联络": dispatch.RoleLiaison, "通信联络": dispatch.RoleLiaison,
	"general": dispatch.RoleGeneral, "general help": dispatch.RoleGeneral, "helper": dispatch.RoleGeneral,
	"综合协助": dispatch.RoleGeneral, "协助": dispatch.RoleGeneral, "通用": dispatch.RoleGeneral, "综合": dispatch.RoleGeneral, "普通": dispatch.RoleGeneral,
}

var kindWords = map[string]dispatch.Kind{
	"cardiacarrest": dispatch.KindCardiacArrest, "心脏骤停": dispatch.KindCardiacArrest, "心搏骤停": dispatch.KindCardiacArrest,
	"injury": dispatch.KindInjury, "意外受伤": dispatch.KindInjury, "受伤": dispatch.KindInjury, "外伤": dispatch.KindInjury,
	"suddenillness": dispatch.KindSuddenIllness, "illness": dispatch.KindSuddenIllness, "突发疾病": dispatch.KindSuddenIllness, "疾病": dispatch.KindSuddenIllness,
	"fire": dispatch.KindFire, "火灾": dispatch.KindFire, "火警": dispatch.KindFire,
	"flood": dispatch.KindFlood, "洪涝": dispatch.KindFlood, "洪水": dispatch.KindFlood, "防汛": dispatch.KindFlood,
	"trappedperson": dispatch.KindTrapped, "trapped": dispatch.KindTrapped, "人员被困": dispatch.KindTrapped, "被困": dispatch.KindTrapped,
	"missingperson": dispatch.KindMissingPerson, "missing": dispatch.KindMissingPerson, "人员走失": dispatch.KindMissingPerson, "走失": dispatch.KindMissingPerson,
	"psychologicalcrisis": dispatch.KindPsychological, "心理危机": dispatch.KindPsychological,
	"elderlycall": dispatch.KindElderlyCall, "elderly": dispatch.KindElderlyCall, "独居老人呼叫": dispatch.KindElderlyCall, "独居老人": dispatch.KindElderlyCall,
	"supplies": dispatch.KindSupplies, "物资转运": dispatch.KindSupplies, "物资": dispatch.KindSupplies,
	"other": dispatch.KindOtherEmergency, "其他": dispatch.KindOtherEmergency,
}

var langWords = map[string]string{
	"zh": "zh", "cn": "zh", "zhcn": "zh", "zhhans": "zh", "chinese": "zh", "mandarin": "zh", "中文": "zh", "汉语": "zh", "普通话": "zh", "简体中文": "zh",
	"en": "en", "engb": "en", "enus": "en", "english": "en", "英文": "en", "英语": "en",
}

var boolWords = map[string]bool{
	"是": true, "yes": true, "y": true, "1": true, "true": true, "t": true, "on": true, "√": true, "✓": true, "✔": true, "对": true,
	"有": true, "可": true, "可用": true, "同意": true, "已同意": true, "已签": true, "在岗": true, "available": true, "agreed": true,
	"否": false, "no": false, "n": false, "0": false, "false": false, "f": false, "off": false, "×": false, "✗": false, "不": false,
	"无": false, "不可": false, "不可用": false, "不同意": false, "未同意": false, "未签": false, "离岗": false, "不在岗": false, "unavailable": false,
}

// fold makes words comparable: half width, lower case, without spaces,
// hyphens and underscores.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// clean makes a cell one tidy line: no invisible characters, as phones and
// web pages leave them behind, and no runs of spaces.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// plain takes off what people wrap around numbers to keep a spreadsheet from
// changing them: ="0123", '0123, 0123.0.
func plain(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		s = strings.TrimSuffix(inner, `"`)
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "'"), "`")
	if head, ok := strings.CutSuffix(s, ".0"); ok && isDigits(head) {
		s = head
	}
	return strings.TrimSpace(s)
}

var errRounded = errors.New("a spreadsheet has shortened this number: format the column as text, enter it again")

// unrounded writes out a number in scientific form ("1.3800138E+10"), which
// spreadsheets make of long ones. With digits missing it is errRounded: the
// rest is zeros that were never there. Other texts come back as they are.
func unrounded(s string) (string, error) {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(s), "E")
	if !ok {
		return s, nil
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	exp, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	if err != nil || len(whole) != 1 || !isDigits(whole+fraction) || exp < 0 {
		return s, nil
	}
	if len(fraction) != exp {
		return "", errRounded
	}
	return whole + fraction, nil
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// words splits a list and looks its items up. unknown is the first item that
// is not understood. Items are separated by commas and the like, or, where
// that makes them words, by spaces.
func words[T comparable](s string, known map[string]T) (found []T, unknown string) {
	for _, item := range split(s, ",，、;；/|+") {
		parts := []string{item}
		if _, ok := lookup(item, known); !ok {
			parts = strings.Fields(item)
		}
		for _, p := range parts {
			word, ok := lookup(p, known)
			if !ok {
				return nil, item
			}
			if !slices.Contains(found, word) {
				found = append(found, word)
			}
		}
	}
	return found, ""
}

// lookup knows a word with or without 队 and the like behind it.
func lookup[T any](s string, known map[string]T) (T, bool) {
	key := fold(s)
	for _, suffix := range []string{"", "志愿者", "队", "组", "类", "team"} {
		if v, ok := known[strings.TrimSuffix(key, suffix)]; ok {
			return v, true
		}
	}
	var none T
	return none, false
}

// split cuts at any of the separators and drops what is empty.
func split(s, separators string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) })
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// number reads a coordinate: "104.06", "１０４．０６", "104,06", "104.06°".
func number(s string) (float64, bool) {
	s = strings.TrimSuffix(plain(width.Fold.String(s)), "°")
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(s, "xXpP_") {
		return 0, false
	}
	return x, true
}
