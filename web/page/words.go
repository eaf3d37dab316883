package page

// words.go: every word of the page, in Chinese and English.

import "fifteen/dispatch"

type words struct {
	Tag, Other, OtherName               string // language tag; the other language and its name
	Title, Number, Exercise             string
	What, Where, Distance, Role         string
	Needed, Others, Deadline, Left      string
	Late, Urgent, Travel, Maps          string
	Here, Amap, Apple, OtherMap         string
	Share, ShareOn, ShareOff            string
	ShareStop, ShareDenied              string
	Offline, Sorry, SorryText           string
	Note, Meters, Kilometers            string
	Again, AgainText                    string
	Fetch, FetchAt, FetchAny, FetchMaps string
	Kinds                               map[dispatch.Kind]string
	Roles                               map[dispatch.Role]string
	Modes                               map[dispatch.Mode]string
	Answers                             map[dispatch.Answer]string
	Phases                              map[phase]string
	Results                             map[dispatch.Result]string
}

var catalogue = map[string]*words{"zh": &chinese, "en": &english}

var chinese = words{
	Tag: "zh-CN", Other: "en", OtherName: "English",
	Title: "应急响应", Number: "事件", Exercise: "演练 · 不是真实事件",
	What: "事件", Where: "地点", Distance: "距离", Role: "您的角色",
	Needed: "响应情况", Others: "需要 %d 人 · %d 人正在赶来 · %d 人已到达",
	Deadline: "到达时限", Left: "还剩 %s", Late: "已超过 %s",
	Urgent: "生命危险", Travel: "%s · 约 %d 分钟（%s）", Maps: "打开地图",
	Here: "响应地点", Amap: "高德地图", Apple: "苹果地图", OtherMap: "其他地图",
	Note: "情况说明", Meters: "米", Kilometers: "公里",
	Share: "共享我的位置", ShareOn: "正在共享您的位置", ShareOff: "途中共享位置，值班员可以看到您还有多远。由您决定，随时可关。",
	ShareStop: "停止共享", ShareDenied: "手机没有允许定位，位置未共享。",
	Offline: "没有网络，信息可能不是最新的。",
	Fetch:   "除颤仪", FetchAt: "请先到这里取除颤仪（AED），再赶往现场：%s", FetchMaps: "去取除颤仪的地图", FetchAny: "如果您知道附近有除颤仪（AED），请先取来，再赶往现场。",
	Sorry: "链接无效", SorryText: "此链接无效或已过期。如需帮助，请联系值班员。",
	Again: "暂时无法打开", AgainText: "系统暂时没有响应或未能处理您的回复。请返回上一页稍后再试，也可以直接回复短信。",
	Kinds: map[dispatch.Kind]string{
		dispatch.KindCardiacArrest: "心脏骤停", dispatch.KindInjury: "意外受伤", dispatch.KindSuddenIllness: "突发疾病",
		dispatch.KindFire: "火灾", dispatch.KindFlood: "洪涝", dispatch.KindTrapped: "人员被困",
		dispatch.KindMissingPerson: "人员走失", dispatch.KindPsychological: "心理危机", dispatch.KindElderlyCall: "独居老人呼叫",
		dispatch.KindSupplies: "物资转运", dispatch.KindOtherEmergency: "其他紧急事件",
	},
	Roles: map[dispatch.Role]string{
		dispatch.RoleMedical: "医疗救护", dispatch.RoleTransport: "物资转运", dispatch.RolePsychological: "心理干预",
		dispatch.RoleLiaison: "信息联络", dispatch.RoleDefibrillator: "取除颤仪（AED）", dispatch.RoleGeneral: "综合协助",
	},
	Modes: map[dispatch.Mode]string{dispatch.ModeWalk: "步行", dispatch.ModeBike: "骑行", dispatch.ModeEBike: "骑电动车", dispatch.ModeDrive: "驾车"},
	Answers: map[dispatch.Answer]string{
		dispatch.AnswerAccept: "我来", dispatch.AnswerDecline: "来不了", dispatch.AnswerArrived: "我已到达",
		dispatch.AnswerDone: "我已完成", dispatch.AnswerWithdraw: "我要退出",
	},
	Phases: map[phase]string{
		phaseAsk: "您能来吗？", phaseDeclined: "您已回复来不了。如果情况有变，仍可响应。",
		phaseComing: "谢谢！请尽快并安全地赶到现场。", phaseArrived: "您已到达现场。结束后请点“我已完成”。",
		phaseDone: "服务已完成。感谢您的付出！", phaseReleased: "人手已够或事件已结束，不需要您再前往。谢谢您！",
		phaseCancelled: "事件已取消，不需要您前往。谢谢您！",
	},
	Results: map[dispatch.Result]string{
		dispatch.ResultApplied: "已收到您的回复。", dispatch.ResultRepeated: "您的回复此前已收到。",
		dispatch.ResultFull: "您的回复收到了，但别人先到一步，名额已满。", dispatch.ResultEnded: "此事件对您已经结束。",
		dispatch.ResultBusy: "您正在响应另一起事件。", dispatch.ResultNotPossible: "现在不能这样回复。",
	},
}

var english = words{
	Tag: "en", Other: "zh", OtherName: "中文",
	Title: "Emergency response", Number: "Incident", Exercise: "EXERCISE · not a real incident",
	What: "What", Where: "Where", Distance: "Distance", Role: "Your role",
	Needed: "Who is coming", Others: "%d needed · %d on the way · %d on the scene",
	Deadline: "Be there by", Left: "%s left", Late: "%s late",
	Urgent: "Life in danger", Travel: "%s · about %d min (%s)", Maps: "Open a map",
	Here: "Incident", Amap: "Amap （高德）", Apple: "Apple Maps", OtherMap: "Another map",
	Note: "What is known", Meters: "m", Kilometers: "km",
	Share: "Share my position", ShareOn: "Your position is being shared",
	ShareOff:  "On the way, the duty officer can see how far you are. You decide, and can stop at any time.",
	ShareStop: "Stop sharing", ShareDenied: "The phone did not allow it: your position is not shared.",
	Offline: "No network: this may be out of date.",
	Fetch:   "Defibrillator", FetchAt: "Fetch the defibrillator (AED) first: %s", FetchMaps: "Map to the defibrillator", FetchAny: "If you know a defibrillator (AED) nearby, fetch it first.",
	Sorry: "This link does not work", SorryText: "This link is not valid, or no longer. If you need help, call the duty officer.",
	Again: "Not possible right now", AgainText: "The system did not answer or could not take your reply. Go back and try again in a moment, or answer by text message.",
	Kinds: map[dispatch.Kind]string{
		dispatch.KindCardiacArrest: "Cardiac arrest", dispatch.KindInjury: "Injury", dispatch.KindSuddenIllness: "Sudden illness",
		dispatch.KindFire: "Fire", dispatch.KindFlood: "Flood", dispatch.KindTrapped: "Trapped person",
		dispatch.KindMissingPerson: "Missing person", dispatch.KindPsychological: "Psychological crisis",
		dispatch.KindElderlyCall: "Call from an elderly person", dispatch.KindSupplies: "Supplies",
		dispatch.KindOtherEmergency: "Other emergency",
	},
	Roles: map[dispatch.Role]string{
		dispatch.RoleMedical: "Medical rescue", dispatch.RoleTransport: "Supply transport",
		dispatch.RolePsychological: "Psychological help", dispatch.RoleLiaison: "Information liaison",
		dispatch.RoleDefibrillator: "Fetch the defibrillator (AED)", dispatch.RoleGeneral: "General help",
	},
	Modes: map[dispatch.Mode]string{dispatch.ModeWalk: "on foot", dispatch.ModeBike: "by bike", dispatch.ModeEBike: "by e-bike", dispatch.ModeDrive: "by car"},
	Answers: map[dispatch.Answer]string{
		dispatch.AnswerAccept: "I am coming", dispatch.AnswerDecline: "I cannot come", dispatch.AnswerArrived: "I am here",
		dispatch.AnswerDone: "I am done", dispatch.AnswerWithdraw: "I have to give up",
	},
	Phases: map[phase]string{
		phaseAsk: "Can you come?", phaseDeclined: "You said that you cannot come. If that changes, you still can.",
		phaseComing: "Thank you! Please come quickly and safely.", phaseArrived: "You are on the scene. Press “I am done” when you leave.",
		phaseDone: "All done. Thank you for your help!", phaseReleased: "Enough people are there, or it is over: you need not come. Thank you!",
		phaseCancelled: "The incident was cancelled: you need not come. Thank you!",
	},
	Results: map[dispatch.Result]string{
		dispatch.ResultApplied: "Your answer was received.", dispatch.ResultRepeated: "Your answer was received before.",
		dispatch.ResultFull: "Your yes arrived, but others were quicker: every place is taken.", dispatch.ResultEnded: "This is over for you.",
		dispatch.ResultBusy: "You are on the way to another incident.", dispatch.ResultNotPossible: "That answer is not possible now.",
	},
}
