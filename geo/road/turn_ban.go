package road

// turn_ban.go: restrictions become bans between the ways of one mode's network.

import "slices"

// bans returns the restrictions that bind a mode. at gives, for each way that a
// restriction names, its first part in net.ways; parts of a way follow each
// other.
func (t *turns) bans(net *rawNet, m Mode, at map[int32]int32) []ban {
	var out []ban
	for i := range t.list {
		one := &t.list[i]
		if one.kinds[m] == turnFree {
			continue
		}
		found, fate := one.bans(net, one.kinds[m] == turnOnly, at)
		one.fate = max(one.fate, fate)
		out = append(out, found...)
	}
	return out
}

// stats counts what became of all restrictions; complete when every mode has
// asked for its bans.
func (t *turns) stats() TurnStats {
	s := t.unread
	for i := range t.list {
		switch t.list[i].fate {
		case turnUsed:
			s.Used++
		case turnBroken:
			s.Broken++
		case turnElsewhere:
			s.Elsewhere++
		}
	}
	return s
}

// bans of one restriction: one for each pair of ways it names (no_entry and
// no_exit name several).
func (t *turn) bans(net *rawNet, only bool, at map[int32]int32) ([]ban, turnFate) {
	if only && len(t.to) > 1 {
		return nil, turnBroken
	}
	var out []ban
	fate := turnElsewhere
	for _, from := range t.from {
		for _, to := range t.to {
			a, b := parts(net, at, from), parts(net, at, to)
			if a == nil || b == nil {
				continue // not travelled by this mode
			}
			found, f := t.between(net, a, b, at)
			for k := range found {
				found[k].only = only
			}
			out, fate = append(out, found...), max(fate, f)
		}
	}
	return out, fate
}

// between joins the parts of one way with those of another over the via.
func (t *turn) between(net *rawNet, from, to []int32, at map[int32]int32) ([]ban, turnFate) {
	if t.viaNode >= 0 {
		var out []ban
		for _, f := range from {
			for _, o := range to {
				if net.endsAt(f, t.viaNode) && net.endsAt(o, t.viaNode) {
					out = append(out, ban{from: f, to: o, via: []int32{t.viaNode}})
				}
			}
		}
		if out == nil {
			return nil, turnBroken
		}
		return out, turnUsed
	}
	via := make([]int32, len(t.viaWays))
	for i, w := range t.viaWays {
		p := parts(net, at, w)
		if p == nil {
			return nil, turnElsewhere
		}
		if len(p) > 1 {
			return nil, turnBroken
		}
		via[i] = p[0]
	}
	for range 2 {
		for _, f := range from {
			for _, o := range to {
				if net.chain(f, via, o) {
					return []ban{{from: f, to: o, viaWays: via}}, turnUsed
				}
			}
		}
		slices.Reverse(via) // some list them from the end
	}
	return nil, turnBroken
}

// parts are the positions in net.ways of a way's parts; nil if it is not there.
func parts(net *rawNet, at map[int32]int32, way int32) []int32 {
	first, ok := at[way]
	if !ok {
		return nil
	}
	var out []int32
	for i := first; int(i) < len(net.ways) && net.ways[i].id == net.ways[first].id; i++ {
		out = append(out, i)
	}
	return out
}

func (n *rawNet) ends(way int32) (first, last int32) {
	nodes := n.ways[way].nodes
	return nodes[0], nodes[len(nodes)-1]
}

func (n *rawNet) endsAt(way, node int32) bool {
	first, last := n.ends(way)
	return node == first || node == last
}

// chain reports whether one can travel from way to way over all vias, each left
// at the end other than that where it was entered.
func (n *rawNet) chain(from int32, via []int32, to int32) bool {
	first, last := n.ends(from)
	return n.follow(first, via, to) || n.follow(last, via, to)
}

func (n *rawNet) follow(node int32, via []int32, to int32) bool {
	for _, w := range via {
		first, last := n.ends(w)
		switch node {
		case first:
			node = last
		case last:
			node = first
		default:
			return false
		}
	}
	return n.endsAt(to, node)
}
