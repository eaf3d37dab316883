package crowd

// text.go: reading a text as its receiver does.

import (
	"regexp"
	"strconv"
	"strings"
)

// textKind is what a text wants of its reader.
type textKind int

const (
	textOther   textKind = iota // nothing that a volunteer would act on
	textAsk                     // can you come?
	textConfirm                 // thank you, here is where
	textOver                    // you need not come: enough, stood down, or over
	textCancel                  // it was a false alarm: turn back
	textBusy                    // you are on your way to another one
	textWhich                   // say the letter
	textUnclear                 // say a digit
	textNothing                 // nothing is open for you
)

// text is what a reader takes in.
type text struct {
	kind   textKind
	number int64 // of the incident, 0 if none is named
	// letter is what the digits must be preceded by; "" if the text shows none.
	letter  string
	letters []string // to choose from, of textWhich
	token   string   // of the page, "" without a link
	awayM   float64  // how far it says it is, 0 if it does not
}

var (
	numberIn  = regexp.MustCompile(`#(\d{1,18})`)
	tokenIn   = regexp.MustCompile(`https?://\S+?/r/([A-Za-z0-9_-]{6,128})`)
	askIn     = regexp.MustCompile(`(?:[Rr]eply |回)([A-Z]?)1`)
	confirmIn = regexp.MustCompile(`(?:[Rr]eply |回)([A-Z]?)3`)
	awayIn    = regexp.MustCompile(`([\d.]+) ?(km|m) from you|距您([\d.]+)(公里|米)`)
	choiceIn  = regexp.MustCompile(`(?:[?？;；]\s*)([A-Z])[:：]`)
)

// beginnings are texts that are not about one incident; the others always name
// its number.
var beginnings = map[textKind][]string{
	textWhich:   {"Which one?", "请问是哪一件"},
	textUnclear: {"Not understood", "未能识别"},
	textNothing: {"Nothing is open", "目前没有需要您响应"},
}

// endings are told apart by their words, in this order.
var endings = []struct {
	kind  textKind
	words []string
}{
	{textBusy, []string{"on your way to another", "正前往另一"}},
	{textCancel, []string{"is cancelled", "已取消"}},
	{textOver, []string{"is over", "已结束", "nough people", "人手已够", "do not go there", "请勿前往"}},
}

// read understands a text.
func read(body string) text {
	body = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(body), "EXERCISE "), "【演练】")
	for kind, words := range beginnings {
		for _, w := range words {
			if strings.HasPrefix(body, w) {
				t := text{kind: kind}
				for _, m := range choiceIn.FindAllStringSubmatch(body, -1) {
					t.letters = append(t.letters, m[1])
				}
				return t
			}
		}
	}
	m := numberIn.FindStringSubmatch(body)
	if m == nil {
		return text{}
	}
	t := text{}
	t.number, _ = strconv.ParseInt(m[1], 10, 64) // at most 18 digits
	if m := tokenIn.FindStringSubmatch(body); m != nil {
		t.token = m[1]
	}
	if m := confirmIn.FindStringSubmatch(body); m != nil {
		t.kind, t.letter = textConfirm, m[1]
		return t
	}
	if m := askIn.FindStringSubmatch(body); m != nil {
		t.kind, t.letter, t.awayM = textAsk, m[1], away(body)
		return t
	}
	for _, e := range endings {
		for _, w := range e.words {
			if strings.Contains(body, w) {
				t.kind = e.kind
				return t
			}
		}
	}
	return t
}

func away(body string) float64 {
	m := awayIn.FindStringSubmatch(body)
	if m == nil {
		return 0
	}
	d, err := strconv.ParseFloat(m[1]+m[3], 64)
	if err != nil {
		return 0
	}
	if unit := m[2] + m[4]; unit == "km" || unit == "公里" {
		d *= 1000
	}
	return d
}
