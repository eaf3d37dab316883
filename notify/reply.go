package notify

// reply.go: understanding what people text back.

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"fifteen/dispatch"
)

// Reply is an understood text. The zero Answer and empty Command mean that it
// was not understood.
type Reply struct {
	Answer dispatch.Answer
	// Letter is the offer's letter if one was given, else "".
	Letter string
	// Rest is the text behind the answer.
	Rest string
	// Command is "stop" or "start" for an opt-out or opt-in.
	Command string
}

// Understood reports whether the text meant something.
func (r Reply) Understood() bool { return r.Answer != "" || r.Command != "" }

var digits = map[rune]dispatch.Answer{
	'1': dispatch.AnswerAccept, '2': dispatch.AnswerDecline, '3': dispatch.AnswerArrived,
	'4': dispatch.AnswerDone, '0': dispatch.AnswerWithdraw,
}

// words are whole answers in plain words; the longest match wins, and what
// negates stands beside what it negates.
var words = map[string]dispatch.Answer{
	"来": dispatch.AnswerAccept, "我来": dispatch.AnswerAccept, "来了": dispatch.AnswerAccept, "马上来": dispatch.AnswerAccept,
	"马上到": dispatch.AnswerAccept, "收到": dispatch.AnswerAccept, "可以": dispatch.AnswerAccept, "能来": dispatch.AnswerAccept,
	"能去": dispatch.AnswerAccept, "去": dispatch.AnswerAccept, "我去": dispatch.AnswerAccept, "好": dispatch.AnswerAccept,
	"好的": dispatch.AnswerAccept, "出发": dispatch.AnswerAccept, "出发了": dispatch.AnswerAccept, "在路上": dispatch.AnswerAccept,
	"收到马上来": dispatch.AnswerAccept, "收到马上到": dispatch.AnswerAccept,
	"去不了": dispatch.AnswerDecline, "来不了": dispatch.AnswerDecline, "不来": dispatch.AnswerDecline, "不去": dispatch.AnswerDecline,
	"不行": dispatch.AnswerDecline, "不能": dispatch.AnswerDecline, "不能来": dispatch.AnswerDecline, "不能去": dispatch.AnswerDecline,
	"没空": dispatch.AnswerDecline, "没时间": dispatch.AnswerDecline, "不方便": dispatch.AnswerDecline, "不可以": dispatch.AnswerDecline,
	"收到去不了": dispatch.AnswerDecline, "收到来不了": dispatch.AnswerDecline, "我去不了": dispatch.AnswerDecline, "我来不了": dispatch.AnswerDecline,
	"抱歉去不了": dispatch.AnswerDecline, "抱歉来不了": dispatch.AnswerDecline,
	"到": dispatch.AnswerArrived, "到了": dispatch.AnswerArrived, "已到": dispatch.AnswerArrived, "已到达": dispatch.AnswerArrived,
	"到达": dispatch.AnswerArrived, "我到了": dispatch.AnswerArrived, "到现场了": dispatch.AnswerArrived, "已到现场": dispatch.AnswerArrived,
	"完成": dispatch.AnswerDone, "完成了": dispatch.AnswerDone, "已完成": dispatch.AnswerDone, "结束": dispatch.AnswerDone,
	"结束了": dispatch.AnswerDone, "已结束": dispatch.AnswerDone,
	"退出": dispatch.AnswerWithdraw, "放弃": dispatch.AnswerWithdraw, "取消": dispatch.AnswerWithdraw,

	"yes": dispatch.AnswerAccept, "y": dispatch.AnswerAccept, "ok": dispatch.AnswerAccept, "okay": dispatch.AnswerAccept,
	"coming": dispatch.AnswerAccept, "i'm coming": dispatch.AnswerAccept, "im coming": dispatch.AnswerAccept, "on my way": dispatch.AnswerAccept,
	"omw": dispatch.AnswerAccept,
	"no":  dispatch.AnswerDecline, "n": dispatch.AnswerDecline, "cannot": dispatch.AnswerDecline, "can't": dispatch.AnswerDecline,
	"cant": dispatch.AnswerDecline, "can not": dispatch.AnswerDecline, "sorry no": dispatch.AnswerDecline, "not coming": dispatch.AnswerDecline,
	"arrived": dispatch.AnswerArrived, "here": dispatch.AnswerArrived, "i'm here": dispatch.AnswerArrived, "on scene": dispatch.AnswerArrived,
	"done": dispatch.AnswerDone, "finished": dispatch.AnswerDone,
	"withdraw": dispatch.AnswerWithdraw,
}

// commands are those that providers act on themselves before we see them,
// and their Chinese twins. Of Twilio's words CANCEL, END and QUIT opt out too.
var commands = map[string]string{
	"stop": "stop", "stopall": "stop", "unsubscribe": "stop", "cancel": "stop", "end": "stop", "quit": "stop",
	"退订": "stop", "td": "stop",
	"start": "start", "unstop": "start", "恢复订阅": "start", "恢复": "start",
}

// ParseReply understands a text: a digit 1 2 3 4 0, with the offer's letter
// before it ("A1", "a 1", "Ａ１") and anything behind it kept; or a plain word.
// A number that is more than one digit ("15 minutes") is no answer.
func ParseReply(text string) Reply {
	s := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' {
			return ' '
		}
		return r
	}, width.Fold.String(text)))
	if cmd, ok := commands[plain(s)]; ok {
		return Reply{Command: cmd}
	}
	if r := byDigit(s); r.Answer != "" {
		return r
	}
	if a, ok := words[plain(s)]; ok {
		return Reply{Answer: a}
	}
	letter, rest := splitLetter(s)
	if letter != "" {
		if a, ok := words[plain(rest)]; ok {
			return Reply{Answer: a, Letter: letter}
		}
	}
	return byPhrase(s)
}

// byPhrase understands a word, a break, and more: "来，大概10分钟". A yes with a
// refusal or any doubt behind it is no yes: "收到，去不了" refuses, "来，不过要
// 一小时" is for the officer to read.
func byPhrase(s string) Reply {
	i := strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune("，,。.!！;；、:：", r) })
	if i <= 0 {
		return Reply{}
	}
	first, known := words[plain(s[:i])]
	rest := trimRest(s[i:])
	if !known {
		return Reply{}
	}
	if second, ok := words[plain(rest)]; ok && second != first {
		return Reply{Answer: second}
	}
	for _, doubt := range []string{"不", "没", "别", "晚", "can't", "cannot", "cant", "not", "but", "no ", "late"} {
		if strings.Contains(strings.ToLower(rest), doubt) {
			return Reply{}
		}
	}
	return Reply{Answer: first, Rest: rest}
}

// byDigit understands "1", "A1", "(1)", "1 大概20分钟".
func byDigit(s string) Reply {
	s = strings.TrimLeft(s, "【[(（<〔「『\"'“‘ #")
	letter, rest := splitLetter(s)
	if letter == "" {
		rest = s
	}
	rest = strings.TrimLeft(rest, " .:、-：)）]】")
	if rest == "" {
		return Reply{}
	}
	a, ok := digits[rune(rest[0])]
	if !ok || len(rest) > 1 && (rest[1] >= '0' && rest[1] <= '9' || followsNumber(rest[1:])) {
		return Reply{}
	}
	return Reply{Answer: a, Letter: letter, Rest: trimRest(rest[1:])}
}

// followsNumber reports whether what stands directly behind a digit makes it
// a quantity or a time and no answer: "2km", "1点", "3:30", "1.5".
func followsNumber(s string) bool {
	if len(s) > 1 && (s[0] == '.' || s[0] == ':') && s[1] >= '0' && s[1] <= '9' {
		return true
	}
	for _, unit := range []string{"km", "min", "个", "分", "点", "小时", "公里", "米", "人", "号", "楼", "栋", "单元", "st", "nd", "rd", "th", "-"} {
		if strings.HasPrefix(strings.ToLower(s), unit) {
			return true
		}
	}
	return false
}

// splitLetter takes a single leading letter off, if a digit, a space or a
// Chinese word follows it.
func splitLetter(s string) (letter, rest string) {
	if s == "" || !isLetter(s[0]) {
		return "", s
	}
	rest = strings.TrimLeft(s[1:], " .:、-")
	if rest == "" || isLetter(rest[0]) && rest == s[1:] || s[1] == '\'' {
		return "", s
	}
	return strings.ToUpper(s[:1]), rest
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// plain folds a text for comparison with the word lists.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.Trim(s, " \t.!！。，,~～?？"))), " ")
}

func trimRest(s string) string {
	return strings.TrimLeft(strings.TrimSpace(s), " .,:;、，。：；)）]】-")
}
