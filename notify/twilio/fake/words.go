package fake

// words.go: the phones page's words, in Chinese and in English.

import (
	"net/http"
	"strings"
)

// words is one language's catalogue.
type words struct {
	Title, Lead, Empty, Back, Open, Reply, Send, Placeholder, Quick string
	Live, Lost, Failed, Nothing, Switch                             string
}

// digit is a reply of one key.
type digit struct{ Key, Means string }

var catalogue = map[string]words{
	"zh": {
		Title: "志愿者手机", Lead: "演示用的模拟手机：系统发出的短信会出现在这里，您可以扮演志愿者回复。",
		Empty: "还没有短信。在值班台开启一起事件，短信就会出现。", Back: "全部手机", Open: "打开", Reply: "回复", Send: "发送",
		Placeholder: "输入短信内容", Quick: "快捷回复", Live: "实时更新", Lost: "连接中断，正在重连……",
		Failed: "没有发出，请再试一次。", Nothing: "这部手机还没有短信。", Switch: "English",
	},
	"en": {
		Title: "Volunteers’ phones", Lead: "Simulated phones for the demonstration: texts the system sends appear here, and you can answer as a volunteer.",
		Empty: "No texts yet. Open an incident at the duty desk and they will appear.", Back: "All phones", Open: "Open", Reply: "Reply", Send: "Send",
		Placeholder: "Write a text", Quick: "Quick replies", Live: "Live", Lost: "Connection lost, reconnecting…",
		Failed: "Not sent. Please try again.", Nothing: "No texts on this phone yet.", Switch: "中文",
	},
}

var digits = map[string][]digit{
	"zh": {{"1", "能来"}, {"2", "不能来"}, {"3", "已到达"}, {"4", "已完成"}, {"0", "退出"}},
	"en": {{"1", "coming"}, {"2", "cannot"}, {"3", "arrived"}, {"4", "done"}, {"0", "withdraw"}},
}

func newView(r *http.Request) *view {
	lang := language(r)
	other := "en"
	if lang == "en" {
		other = "zh"
	}
	return &view{Lang: lang, Other: other, W: catalogue[lang], Digits: digits[lang]}
}

// language is ?lang=, else whichever of the two the browser names first, else
// English.
func language(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang == "zh" || lang == "en" {
		return lang
	}
	for tag := range strings.SplitSeq(strings.ToLower(r.Header.Get("Accept-Language")), ",") {
		switch tag = strings.TrimSpace(tag); {
		case strings.HasPrefix(tag, "zh"):
			return "zh"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "en"
}
