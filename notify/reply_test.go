package notify

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fifteen/dispatch"
)

func TestParseReply(t *testing.T) {
	for text, want := range map[string]Reply{
		"1":            {Answer: dispatch.AnswerAccept},
		" １ ":          {Answer: dispatch.AnswerAccept},
		"A1":           {Answer: dispatch.AnswerAccept, Letter: "A"},
		"b 2":          {Answer: dispatch.AnswerDecline, Letter: "B"},
		"Ｂ２":           {Answer: dispatch.AnswerDecline, Letter: "B"},
		"1 大概20分钟":     {Answer: dispatch.AnswerAccept, Rest: "大概20分钟"},
		"1，马上":         {Answer: dispatch.AnswerAccept, Rest: "马上"},
		"1.":           {Answer: dispatch.AnswerAccept},
		"(1)":          {Answer: dispatch.AnswerAccept},
		"【1】":          {Answer: dispatch.AnswerAccept},
		"3":            {Answer: dispatch.AnswerArrived},
		"4 done now":   {Answer: dispatch.AnswerDone, Rest: "done now"},
		"0":            {Answer: dispatch.AnswerWithdraw},
		"来":            {Answer: dispatch.AnswerAccept},
		"收到":           {Answer: dispatch.AnswerAccept},
		"收到！":          {Answer: dispatch.AnswerAccept},
		"到了":           {Answer: dispatch.AnswerArrived},
		"去不了":          {Answer: dispatch.AnswerDecline},
		"收到，去不了":       {Answer: dispatch.AnswerDecline},
		"来，大概10分钟":     {Answer: dispatch.AnswerAccept, Rest: "大概10分钟"},
		"Yes":          {Answer: dispatch.AnswerAccept},
		"can't":        {Answer: dispatch.AnswerDecline},
		"A来":           {Answer: dispatch.AnswerAccept, Letter: "A"},
		"a arrived":    {Answer: dispatch.AnswerArrived, Letter: "A"},
		"STOP":         {Command: "stop"},
		"stop.":        {Command: "stop"},
		"退订":           {Command: "stop"},
		"Start":        {Command: "start"},
		"15 minutes":   {},
		"10分钟到":        {},
		"2km away":     {},
		"3点到":          {},
		"1.5公里":        {},
		"2个人来":         {},
		"谁啊?":          {},
		"":             {},
		"what?":        {},
		"来什么来":         {},
		"不知道能不能来":      {},
		"stop it now":  {},
		"I have a car": {},
	} {
		if got := ParseReply(text); got != want {
			t.Errorf("ParseReply(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func FuzzParseReply(f *testing.F) {
	for _, s := range []string{"1", "A1 ok", "１", "来，10", "STOP", "\x00\xff", "ｚ９", "1 1 1", strings.Repeat("来", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := ParseReply(s)
		if r.Letter != "" && (len(r.Letter) != 1 || r.Letter < "A" || r.Letter > "Z") {
			t.Errorf("letter %q of %q", r.Letter, s)
		}
		if r.Answer != "" && !r.Answer.Valid() {
			t.Errorf("answer %q of %q", r.Answer, s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(r.Rest) {
			t.Errorf("rest %q of %q", r.Rest, s)
		}
	})
}

func TestSegments(t *testing.T) {
	for _, c := range []struct {
		text     string
		enc      Encoding
		segments int
	}{
		{"", GSM7, 1},
		{strings.Repeat("a", 160), GSM7, 1},
		{strings.Repeat("a", 161), GSM7, 2},
		{strings.Repeat("a", 306), GSM7, 2},
		{strings.Repeat("a", 307), GSM7, 3},
		{strings.Repeat("€", 80), GSM7, 1},
		{strings.Repeat("€", 81), GSM7, 2},
		{strings.Repeat("来", 70), UCS2, 1},
		{strings.Repeat("来", 71), UCS2, 2},
		{strings.Repeat("来", 135), UCS2, 3},
		{strings.Repeat("😀", 35), UCS2, 1},
		{strings.Repeat("😀", 36), UCS2, 2},
	} {
		if enc, _, n := Segments(c.text); enc != c.enc || n != c.segments {
			t.Errorf("Segments(%.10q…) = %s, %d; want %s, %d", c.text, enc, n, c.enc, c.segments)
		}
	}
}

func TestRenderSaysWhatCounts(t *testing.T) {
	n := dispatch.Notice{
		Kind: dispatch.TextAsk, Number: 42, IncidentKind: dispatch.KindCardiacArrest, Address: "人民中路 12 号",
		Role: dispatch.RoleMedical, Letter: "B", DistanceM: 640, Lang: "zh", Token: "TOKEN", Exercise: true,
	}
	got := Render(&n, "https://f.example")
	for _, want := range []string{"【演练】", "心脏骤停", "#42", "人民中路 12 号", "650米", "医疗救护", "B1", "B2", "https://f.example/r/TOKEN"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if !strings.HasPrefix(got, "【演练】") {
		t.Errorf("%q does not begin with the exercise mark", got)
	}
	n.Lang, n.Letter, n.Exercise, n.Address = "en", "A", false, "1200 N Market St"
	got = Render(&n, "https://f.example")
	if enc, _, _ := Segments(got); enc != GSM7 {
		t.Errorf("the English text %q is %s", got, enc)
	}
	if strings.Contains(got, "A1") || !strings.Contains(got, "Reply 1 coming") {
		t.Errorf("%q: a person with one offer is told a letter", got)
	}
	for _, lang := range []string{"zh", "en"} {
		for _, kind := range []dispatch.TextKind{
			dispatch.TextAsk, dispatch.TextConfirm, dispatch.TextFull, dispatch.TextStandDown, dispatch.TextCancelled,
			dispatch.TextEnded, dispatch.TextBusy, dispatch.TextWhich, dispatch.TextUnclear, dispatch.TextNothing,
		} {
			n := dispatch.Notice{Kind: kind, Lang: lang, Letters: map[string]string{"A": "x", "B": "y"}}
			if Render(&n, "") == "" {
				t.Errorf("%s has no words in %s", kind, lang)
			}
		}
	}
}

func TestWhoFetchesTheDefibrillatorIsToldWhere(t *testing.T) {
	n := dispatch.Notice{
		Kind: dispatch.TextConfirm, Number: 4217, IncidentKind: dispatch.KindCardiacArrest, Role: dispatch.RoleDefibrillator,
		Address: strings.Repeat("a long address ", 9), Fetch: strings.Repeat("Sports hall lobby ", 9), Letter: "B",
		Lang: "en", Token: strings.Repeat("T", 26), Exercise: true,
	}
	got := Render(&n, "https://dispatch.volunteers.example")
	if enc, _, segments := Segments(got); enc != GSM7 || segments > 2 {
		t.Errorf("the longest text %q takes %d segments of %s", got, segments, enc)
	}
	for lang, words := range map[string][3]string{
		"en": {"fetch the defibrillator (AED) at Sports hall", "If you know a defibrillator", "defibrillator"},
		"zh": {"先到Sports hall取除颤仪", "如知附近有除颤仪", "取除颤仪"},
	} {
		n.Lang = lang
		for _, kind := range []dispatch.TextKind{dispatch.TextConfirm, dispatch.TextRole} {
			n.Kind, n.Fetch = kind, "Sports hall"
			if got := Render(&n, ""); !strings.Contains(got, words[0]) {
				t.Errorf("%s in %s does not say where: %q", kind, lang, got)
			}
			if n.Fetch = ""; !strings.Contains(Render(&n, ""), words[1]) {
				t.Errorf("%s in %s does not ask for one they know: %q", kind, lang, Render(&n, ""))
			}
		}
		if n.Kind = dispatch.TextAsk; !strings.Contains(Render(&n, ""), words[2]) {
			t.Errorf("the text that asks in %s: %q", lang, Render(&n, ""))
		}
	}
}
