package notify

// render.go: the words of a text. They are short, say first whether it is an
// exercise, and end with what to answer. Where text is outside GSM-7 anyway
// (Chinese) brevity counts double.

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fifteen/dispatch"
)

// Render words a notice in the person's language. publicURL is the base of
// the volunteer's page; "" leaves the link out.
func Render(n *dispatch.Notice, publicURL string) string {
	w := &english
	if strings.HasPrefix(n.Lang, "zh") {
		w = &chinese
	}
	body := w.words(n, w)
	if n.Exercise {
		body = w.exercise + body
	}
	if n.Token != "" && publicURL != "" && linked[n.Kind] {
		body += " " + publicURL + "/r/" + n.Token
	}
	return body
}

// linked are the texts that carry the link to the volunteer's page.
var linked = map[dispatch.TextKind]bool{dispatch.TextAsk: true, dispatch.TextConfirm: true}

type language struct {
	exercise string
	kinds    map[dispatch.Kind]string
	roles    map[dispatch.Role]string
	words    func(*dispatch.Notice, *language) string
}

var english = language{
	exercise: "EXERCISE ",
	kinds: map[dispatch.Kind]string{
		dispatch.KindCardiacArrest: "Cardiac arrest", dispatch.KindInjury: "Injury",
		dispatch.KindSuddenIllness: "Sudden illness", dispatch.KindFire: "Fire", dispatch.KindFlood: "Flood",
		dispatch.KindTrapped: "Trapped person", dispatch.KindMissingPerson: "Missing person",
		dispatch.KindPsychological: "Psychological crisis", dispatch.KindElderlyCall: "Call from an elderly person",
		dispatch.KindSupplies: "Supplies", dispatch.KindOtherEmergency: "Emergency",
	},
	roles: map[dispatch.Role]string{
		dispatch.RoleMedical: "medical rescue", dispatch.RoleTransport: "supply transport",
		dispatch.RolePsychological: "psychological help", dispatch.RoleLiaison: "information liaison",
		dispatch.RoleDefibrillator: "fetching the defibrillator (AED)", dispatch.RoleGeneral: "general help",
	},
	words: func(n *dispatch.Notice, l *language) string {
		where := place(n)
		switch n.Kind {
		case dispatch.TextAsk:
			return fmt.Sprintf("%s #%d: %s, %s from you. Needed: %s. Reply %s1 coming, %s2 cannot.",
				l.kinds[n.IncidentKind], n.Number, where, meters(n.DistanceM, "m", "km"), l.roles[n.Role], letter(n), letter(n))
		case dispatch.TextConfirm:
			task := "You are: " + l.roles[n.Role]
			if n.Role == dispatch.RoleDefibrillator {
				task = fetch(n, "First fetch the defibrillator (AED) at %s", "If you know a defibrillator (AED) nearby, fetch it first")
			}
			return fmt.Sprintf("Thank you. #%d: %s. %s. Reply %s3 arrived, %s4 done, %s0 if you must give up.",
				n.Number, where, task, letter(n), letter(n), letter(n))
		case dispatch.TextRole:
			if n.Role == dispatch.RoleDefibrillator {
				return fmt.Sprintf("#%d: please take another role. ", n.Number) +
					fetch(n, "First fetch the defibrillator (AED) at %s, then go on", "If you know a defibrillator (AED) nearby, fetch it first") + "."
			}
			return fmt.Sprintf("#%d: please take another role: %s. Go on as you are.", n.Number, l.roles[n.Role])
		case dispatch.TextFull:
			return fmt.Sprintf("Thank you! Enough people are coming to #%d already. You need not go.", n.Number)
		case dispatch.TextStandDown:
			return fmt.Sprintf("#%d: enough people, you are no longer needed. Thank you!", n.Number)
		case dispatch.TextElsewhere:
			return fmt.Sprintf("#%d: please do not go there; others will. You are needed elsewhere: see the next text.", n.Number)
		case dispatch.TextCancelled:
			return fmt.Sprintf("#%d is cancelled. You are no longer needed. Thank you!", n.Number)
		case dispatch.TextEnded:
			return fmt.Sprintf("#%d is over. You need not go. Thank you!", n.Number)
		case dispatch.TextBusy:
			return fmt.Sprintf("You are on your way to another incident. #%d was left as it is. To change, first give up the other one with its letter and 0.", n.Number)
		case dispatch.TextWhich:
			return "Which one? " + choices(n, ": ", "; ") + ". Reply the letter and the digit, for example " + firstLetter(n) + "1."
		case dispatch.TextUnclear:
			return "Not understood; the duty officer sees your text. Reply 1 coming, 2 cannot, 3 arrived, 4 done, 0 give up."
		case dispatch.TextNothing:
			return "Nothing is open for you at the moment. You need not go. Thank you!"
		}
		return ""
	},
}

var chinese = language{
	exercise: "【演练】",
	kinds: map[dispatch.Kind]string{
		dispatch.KindCardiacArrest: "心脏骤停", dispatch.KindInjury: "意外受伤", dispatch.KindSuddenIllness: "突发疾病",
		dispatch.KindFire: "火灾", dispatch.KindFlood: "洪涝", dispatch.KindTrapped: "人员被困",
		dispatch.KindMissingPerson: "人员走失", dispatch.KindPsychological: "心理危机", dispatch.KindElderlyCall: "独居老人呼叫",
		dispatch.KindSupplies: "物资转运", dispatch.KindOtherEmergency: "紧急情况",
	},
	roles: map[dispatch.Role]string{
		dispatch.RoleMedical: "医疗救护", dispatch.RoleTransport: "物资转运", dispatch.RolePsychological: "心理干预",
		dispatch.RoleLiaison: "信息联络", dispatch.RoleDefibrillator: "取除颤仪（AED）", dispatch.RoleGeneral: "综合协助",
	},
	words: func(n *dispatch.Notice, l *language) string {
		where := place(n)
		switch n.Kind {
		case dispatch.TextAsk:
			return fmt.Sprintf("%s#%d：%s，距您%s，需%s。回%s1能来，%s2不能。",
				l.kinds[n.IncidentKind], n.Number, where, meters(n.DistanceM, "米", "公里"), l.roles[n.Role], letter(n), letter(n))
		case dispatch.TextConfirm:
			task := "您负责" + l.roles[n.Role]
			if n.Role == dispatch.RoleDefibrillator {
				task = fetch(n, "请先到%s取除颤仪（AED）", "如知附近有除颤仪（AED），请先取来")
			}
			return fmt.Sprintf("谢谢！#%d：%s，%s。回%s3到达，%s4完成，%s0退出。",
				n.Number, where, task, letter(n), letter(n), letter(n))
		case dispatch.TextRole:
			if n.Role == dispatch.RoleDefibrillator {
				return fmt.Sprintf("#%d：角色有变，", n.Number) +
					fetch(n, "请先到%s取除颤仪（AED），再赶往现场。", "如知附近有除颤仪（AED），请先取来，再赶往现场。")
			}
			return fmt.Sprintf("#%d：请改为负责%s，照常前往。", n.Number, l.roles[n.Role])
		case dispatch.TextFull:
			return fmt.Sprintf("谢谢！#%d人手已够，您不必前往。", n.Number)
		case dispatch.TextStandDown:
			return fmt.Sprintf("#%d人手已够，请勿前往，谢谢！", n.Number)
		case dispatch.TextElsewhere:
			return fmt.Sprintf("#%d请勿前往，另有他人。别处更需要您，详见下一条短信。", n.Number)
		case dispatch.TextCancelled:
			return fmt.Sprintf("#%d已取消，不再需要您，谢谢！", n.Number)
		case dispatch.TextEnded:
			return fmt.Sprintf("#%d已结束，不必前往，谢谢！", n.Number)
		case dispatch.TextBusy:
			return fmt.Sprintf("您正前往另一事件，#%d未改动。如要改去，请先回该事件字母加0退出。", n.Number)
		case dispatch.TextWhich:
			return "请问是哪一件？" + choices(n, "：", "；") + "。请回字母加数字，如" + firstLetter(n) + "1。"
		case dispatch.TextUnclear:
			return "未能识别，值班员会看到您的短信。请回：1能来 2不能 3到达 4完成 0退出。"
		case dispatch.TextNothing:
			return "目前没有需要您响应的事件，不必前往，谢谢！"
		}
		return ""
	},
}

// maxPlace keeps a long address from filling the text, maxFetch the place of a
// defibrillator, in characters.
const maxPlace, maxFetch = 60, 40

// fetch words the way by a defibrillator: at its place, or anywhere.
func fetch(n *dispatch.Notice, at, anywhere string) string {
	if n.Fetch == "" {
		return anywhere
	}
	return fmt.Sprintf(at, shortened(n.Fetch, maxFetch))
}

// place is the address, or the position if there is none.
func place(n *dispatch.Notice) string {
	if s := shortened(n.Address, maxPlace); s != "" {
		return s
	}
	return fmt.Sprintf("%.5f,%.5f", n.Position.Lat, n.Position.Lng)
}

// shortened is a place in one line of so many characters at most.
func shortened(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-2]) + ".."
	}
	return s
}

// meters rounds a distance for reading: to 50 m below a kilometer, to 0.1 km above.
func meters(m float64, unit, kilo string) string {
	if m < 975 {
		return fmt.Sprintf("%.0f%s", max(50, math.Round(m/50)*50), space(unit))
	}
	return fmt.Sprintf("%.1f%s", m/1000, space(kilo))
}

func space(unit string) string {
	if unit[0] < 0x80 {
		return " " + unit
	}
	return unit
}

// letter is shown from the second open offer of a person on: who has only one
// need not think of it.
func letter(n *dispatch.Notice) string {
	if n.Letter == "A" {
		return ""
	}
	return n.Letter
}

func choices(n *dispatch.Notice, colon, sep string) string {
	var parts []string
	for letter, where := range n.Letters {
		parts = append(parts, letter+colon+where)
	}
	slices.Sort(parts)
	return strings.Join(parts, sep)
}

func firstLetter(n *dispatch.Notice) string {
	first := "Z"
	for letter := range n.Letters {
		first = min(first, letter)
	}
	return first
}
