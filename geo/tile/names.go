package tile

// names.go: what a thing is called.

import "fifteen/geo/extract"

// names are the names of a thing: as people there write it, and in Chinese and
// English where those differ.
type names struct{ local, zh, en string }

// namesOf reads the names of a thing. One that is named in Chinese or English
// only is called so.
func namesOf(t extract.Tags) names {
	var n names
	n.zh = first(t, "name:zh", "name:zh-Hans", "name:zh_CN", "name:zh-CN", "name:zh-Hant")
	n.en = first(t, "name:en", "int_name")
	n.local = first(t, "name", "official_name", "short_name")
	if n.local == "" {
		if n.local = n.zh; n.local == "" {
			n.local = n.en
		}
	}
	if n.zh == n.local {
		n.zh = ""
	}
	if n.en == n.local {
		n.en = ""
	}
	return n
}

// first is the value of the first of the keys that has one.
func first(t extract.Tags, keys ...string) string {
	for _, k := range keys {
		if v := t.Get(k); v != "" {
			return v
		}
	}
	return ""
}
