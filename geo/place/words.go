package place

// words.go: words that stand for each other in addresses, and words that say
// nothing.

import "strings"

// sameWords are groups of words that mean the same; the second is the short
// form under which streets are joined. The English ones are the usual ones of
// USPS Publication 28, appendix C.
var sameWords = [][]string{
	{"street", "st"},
	{"saint", "st"},
	{"avenue", "ave", "av"},
	{"road", "rd"},
	{"boulevard", "blvd"},
	{"highway", "hwy"},
	{"drive", "dr"},
	{"doctor", "dr"},
	{"lane", "ln"},
	{"court", "ct"},
	{"place", "pl"},
	{"square", "sq"},
	{"terrace", "ter", "terr"},
	{"circle", "cir"},
	{"crescent", "cres"},
	{"parkway", "pkwy"},
	{"turnpike", "tpke", "tpk"},
	{"trail", "trl"},
	{"expressway", "expy"},
	{"freeway", "fwy"},
	{"route", "rte", "rt"},
	{"interstate", "i"},
	{"mount", "mt"},
	{"mountain", "mtn"},
	{"fort", "ft"},
	{"north", "n"},
	{"south", "s"},
	{"east", "e"},
	{"west", "w"},
	{"northeast", "ne"},
	{"northwest", "nw"},
	{"southeast", "se"},
	{"southwest", "sw"},
	{"center", "ctr", "centre"},
	{"county", "co"},
	{"heights", "hts"},
	{"junction", "jct"},
	{"crossing", "xing"},
	{"extension", "ext"},
	{"alley", "aly"},
	{"bridge", "brg"},
	{"hospital", "hosp"},
	{"university", "univ"},
	{"station", "sta", "stn"},
	{"building", "bldg"},
	{"park", "pk"},
	{"plaza", "plz"},
	{"ridge", "rdg"},
	{"creek", "crk"},
	{"point", "pt"},
	{"village", "vlg"},
	{"theater", "theatre"},
	{"harbor", "harbour"},
	{"first", "1st"},
	{"second", "2nd"},
	{"third", "3rd"},
	{"fourth", "4th"},
	{"fifth", "5th"},
	{"sixth", "6th"},
	{"seventh", "7th"},
	{"eighth", "8th"},
	{"ninth", "9th"},
	{"tenth", "10th"},
	{"eleventh", "11th"},
	{"twelfth", "12th"},
	{"rua", "r"},
	{"avenida", "av"},
	{"travessa", "tv"},
	{"praca", "pc", "pca"},
	{"largo", "lg"},
	{"strasse", "str"},
	{"santo", "sto"},
	{"santa", "sta"},
	{"professor", "prof"},
}

// streetTypes end a street's name where the number stands before it.
var streetTypes = wordSet("street avenue road boulevard highway drive lane court place square terrace circle crescent parkway turnpike trail way pike alley plaza row")

// stopWords need not be in a name for it to be found.
var stopWords = wordSet("the of and de da do dos das la le del di du der die das a an at in on")

var sameAs, shortForm = func() (map[string][]string, map[string]string) {
	same, short := map[string][]string{}, map[string]string{}
	for _, group := range sameWords {
		for _, w := range group {
			if _, ok := short[w]; !ok {
				short[w] = group[1]
			}
			for _, other := range group {
				if other != w {
					same[w] = append(same[w], other)
				}
			}
		}
	}
	return same, short
}()

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// streetKey is the spelling under which parts of one street are joined: "E
// Cleveland Ave" and "East Cleveland Avenue" are one.
func streetKey(name string) string {
	words := strings.Fields(fold(name, false))
	for i, w := range words {
		if s, ok := shortForm[w]; ok {
			words[i] = s
		}
	}
	return strings.Join(words, " ")
}

// localitySuffixes end the names of Chinese administrative units; people leave
// them out. Longest first.
var localitySuffixes = []string{"自治州", "自治县", "街道", "省", "市", "区", "县", "镇", "乡", "村", "州"}

// withoutSuffix returns 锦江 for 锦江区, and "" where too little is left.
func withoutSuffix(folded string) string {
	for _, s := range localitySuffixes {
		if short, ok := strings.CutSuffix(folded, s); ok && len(short) >= 6 {
			return short
		}
	}
	return ""
}
