package crowd

// names.go: what people are called.

import "math/rand/v2"

var (
	firstNames = []string{
		"James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth",
		"William", "Barbara", "Richard", "Susan", "Joseph", "Jessica", "Thomas", "Karen", "Marcus", "Sarah",
		"Daniel", "Nancy", "Matthew", "Lisa", "Anthony", "Denise", "Mark", "Ashley", "Steven", "Emily",
		"Andrew", "Kimberly", "Paul", "Donna", "Joshua", "Michelle", "Kevin", "Carol", "Brian", "Amanda",
		"Jamal", "Aaliyah", "Luis", "Maria", "Carlos", "Sofia", "Darnell", "Keisha", "Owen", "Grace",
		"Raj", "Priya", "Omar", "Fatima", "Sean", "Megan", "Tyrone", "Ebony", "Diego", "Camila",
	}
	lastNames = []string{
		"Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez",
		"Hernandez", "Lopez", "Wilson", "Anderson", "Thomas", "Taylor", "Moore", "Jackson", "Martin", "Lee",
		"Perez", "Thompson", "White", "Harris", "Sanchez", "Clark", "Ramirez", "Lewis", "Robinson", "Walker",
		"Young", "Allen", "King", "Wright", "Scott", "Torres", "Nguyen", "Hill", "Flores", "Green",
		"Adams", "Nelson", "Baker", "Hall", "Rivera", "Campbell", "Mitchell", "Carter", "Roberts", "Patel",
		"Kelly", "O'Brien", "Murphy", "DiSabatino", "Kowalski", "Boyd", "Tatnall", "Bancroft", "Sheridan", "McKay",
	}
	surnames = []string{
		"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗",
		"郑", "梁", "谢", "宋", "唐", "许", "邓", "韩", "冯", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余",
		"于", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆", "范", "欧阳", "司马",
	}
	givenNames = []string{
		"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平",
		"刚", "桂英", "建国", "建华", "志强", "晓东", "海燕", "玉兰", "文博", "子涵", "梓萱", "浩然", "雨桐", "欣怡", "宇轩", "思远", "佳琪", "嘉豪", "雪梅", "春燕",
		"国庆", "红梅", "永强", "丽娟", "俊杰", "诗涵", "天宇", "立新", "小红", "振华", "慧敏", "凤英", "晨曦", "一鸣", "若曦", "婷婷", "鑫", "博", "莹", "琳",
	}
)

// name draws a name and the language of its owner's texts. Some with a Chinese
// name like theirs in English.
func name(r *rand.Rand) (name, lang string) {
	if r.Float64() < 0.45 {
		name = pick(r, surnames) + pick(r, givenNames)
		if r.Float64() < 0.92 {
			return name, "zh"
		}
		return name, "en"
	}
	return pick(r, firstNames) + " " + pick(r, lastNames), "en"
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
