package crowd

// words.go: what people text back.

import (
	"fmt"
	"math/rand/v2"
	"strconv"
)

// answer words a digit with the letter that the person was shown, if any. Who
// was shown none may use words, or tell in how many minutes they will be there.
func answer(r *rand.Rand, lang, letter, digit string, minutes int) string {
	u := r.Float64()
	switch {
	case digit == "1" && u < 0.25 && minutes > 0:
		if lang == "zh" {
			return fmt.Sprintf("%s1 大概%d分钟", letter, minutes)
		}
		return fmt.Sprintf("%s1 about %s", letter, plural(minutes))
	case letter != "" || u < 0.55:
		return letter + digit
	}
	if list := plainly[lang][digit]; len(list) > 0 {
		return pick(r, list)
	}
	return digit
}

func plural(minutes int) string {
	if minutes == 1 {
		return "1 minute"
	}
	return strconv.Itoa(minutes) + " minutes"
}

// plainly are whole answers without a digit, as they are usually understood.
var plainly = map[string]map[string][]string{
	"zh": {
		"1": {"来", "收到", "马上来", "我来", "好的", "来，马上出发"},
		"2": {"去不了", "没空", "不方便", "来不了", "2 在外地", "2 抱歉"},
		"3": {"到了", "已到", "我到了", "3 已到现场"},
		"4": {"完成", "4 已交给急救人员", "4 谢谢"},
		"0": {"0 路上堵死了", "退出", "0 身体不舒服"},
	},
	"en": {
		"1": {"coming", "on my way", "1 on my way", "ok", "omw"},
		"2": {"cannot", "can't", "2 at work", "2 sorry", "no"},
		"3": {"here", "arrived", "3 at the door", "on scene"},
		"4": {"done", "4 ambulance is here", "4 all well", "finished"},
		"0": {"0 flat tire", "0 sorry, turned back", "withdraw"},
	},
}

// nonsense means nothing to anybody.
var nonsense = map[string][]string{
	"zh": {"谁啊?", "什么情况", "？？", "打错了吧", "这是哪里发的", "我在开会呢"},
	"en": {"what is this", "who is this?", "??", "wrong number?", "is this real", "in a meeting"},
}

// stops and starts opt out and in.
var (
	stops  = map[string][]string{"zh": {"STOP", "退订"}, "en": {"STOP", "stop"}}
	starts = map[string][]string{"zh": {"START", "恢复"}, "en": {"START", "start"}}
)
