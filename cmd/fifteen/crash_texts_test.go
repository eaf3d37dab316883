package main

// crash_texts_test.go: the provider's account: everybody who was matched got
// their text, once, and no reply that it was told is kept is missing.

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
	"fifteen/notify/twilio"
	"fifteen/notify/twilio/fake"
)

// posted is a text as the store knows it.
type posted struct {
	dispatch.Notice
	Status   dispatch.TextStatus
	SID      string
	Attempts int
	BegunAt  time.Time // the last time
}

// texts judges the notices against the calls that the provider took.
func (o *ordeal) texts(ctx context.Context, v *verdict, r *replay, cases []*dispatch.Case) error {
	all, err := o.notices(ctx)
	if err != nil {
		return err
	}
	taken, bySID := map[string][]fake.CreateCall{}, map[string]fake.CreateCall{}
	calls := o.tw.CreateCalls()
	for _, call := range calls {
		if !call.Accepted {
			continue
		}
		_, id, _ := strings.Cut(call.Callback, twilio.StatusPath)
		if id, err = url.PathUnescape(id); err != nil {
			return err
		}
		taken[id] = append(taken[id], call)
		bySID[call.SID] = call
		if _, known := all[id]; !known {
			v.bad("every text was decided", "the provider took %s, which nobody decided", id)
		}
	}
	statuses, again, shared, doubles, accepted := map[dispatch.TextStatus]int{}, 0, 0, 0, 0
	for id, n := range all {
		statuses[n.Status]++
		accepted += len(taken[id])
		if n.Attempts > 1 {
			again++
		}
		if len(taken[id]) > 1 {
			doubles++
		}
		has := taken[id]
		if call, ok := bySID[n.SID]; ok && len(has) == 0 && call.To == n.To.E164() && call.Body == notify.Render(&n.Notice, o.url) {
			// A text that was looked up may turn out to be its twin: the same
			// words to the same phone a moment before. One of them is enough.
			shared++
			has = append(has, call)
		}
		o.once(v, n, has)
	}
	for _, c := range cases {
		o.decided(v, r, c, all)
	}
	var parts []string
	for _, s := range slices.Sorted(maps.Keys(statuses)) {
		parts = append(parts, fmt.Sprintf("%d %s", statuses[s], s))
	}
	v.figure("texts\t%d decided: %s", len(all), strings.Join(parts, ", "))
	v.figure("provider\t%d calls, %d taken, %d texts begun more than once", len(calls), accepted, again)
	v.figure("doubles\t%d, and %d texts found delivered by a twin of the same words", doubles, shared)
	return o.replies(ctx, v, r, all)
}

// notices reads every text there is.
func (o *ordeal) notices(ctx context.Context) (map[string]*posted, error) {
	prefix := "fifteen:{" + o.area + "}:notice:"
	all := map[string]*posted{}
	iter := o.rdb.Scan(ctx, 0, strings.NewReplacer("{", `\{`, "}", `\}`).Replace(prefix)+"*", 1000).Iterator()
	for iter.Next(ctx) {
		fields, err := o.rdb.HGetAll(ctx, iter.Val()).Result()
		if err != nil {
			return nil, err
		}
		n := &posted{Status: dispatch.TextStatus(fields["status"]), SID: fields["sid"]}
		n.Attempts, _ = strconv.Atoi(fields["attempts"])
		begun, _ := strconv.ParseInt(fields["begun_at"], 10, 64)
		n.BegunAt = time.UnixMilli(begun)
		if err := json.Unmarshal([]byte(fields["doc"]), &n.Notice); err != nil {
			return nil, err
		}
		all[strings.TrimPrefix(iter.Val(), prefix)] = n
	}
	return all, iter.Err()
}

// once: a text is settled, the provider took it if it says so, and took it
// once. Where a crash fell inside the call it may have taken it twice, no more.
func (o *ordeal) once(v *verdict, n *posted, calls []fake.CreateCall) {
	switch n.Status {
	case dispatch.TextQueued, dispatch.TextSending:
		v.bad("every text is settled", "%s (%s) is %s, taken %d times", n.ID, n.Kind, n.Status, len(calls))
	case dispatch.TextAcceptedBy, dispatch.TextSent, dispatch.TextDelivered:
		if len(calls) == 0 {
			v.bad("nobody matched goes without a text", "%s (%s) is %s, but the provider never had it", n.ID, n.Kind, n.Status)
		}
	case dispatch.TextExpired, dispatch.TextSuppressed:
		if len(calls) > 0 {
			v.bad("the journal knows what the provider has", "%s (%s) is %s, but was taken", n.ID, n.Kind, n.Status)
		}
	case dispatch.TextFailed:
	}
	if len(calls) < 2 {
		return
	}
	// The provider is asked before a text is sent again, and says the truth. So
	// only a request that it took after that, because it outlived its sender for
	// longer than the doubt, may be there twice.
	outlived := calls[0].At.After(n.BegunAt.Add(-crashCallTimeout))
	if len(calls) > 2 || n.Attempts < len(calls) || !outlived {
		at := make([]string, len(calls))
		for i, c := range calls {
			at[i] = fmt.Sprintf("%s %s", c.At.Format("15:04:05.000"), c.Fault)
		}
		v.bad("no second text", "%s (%s) was taken at %s, begun %d times, last at %s", n.ID, n.Kind, strings.Join(at, " and "), n.Attempts, n.BegunAt.Format("15:04:05.000"))
	}
}

// decided: every offer has its asking text, with a fate the journal tells, and
// everybody released has a text that says so.
func (o *ordeal) decided(v *verdict, r *replay, c *dispatch.Case, all map[string]*posted) {
	asked, released := map[string]*posted{}, map[string]bool{}
	for i := 1; i <= c.Incident.NoticeSeq; i++ {
		id := fmt.Sprintf("%s-t%d", c.Incident.ID, i)
		n := all[id]
		if n == nil {
			v.bad("every text decided is in the outbox", "%s is missing", id)
			continue
		}
		switch n.Kind { //nolint:exhaustive // the others answer somebody
		case dispatch.TextAsk:
			if asked[n.Offer] != nil {
				v.bad("an offer asks once", "%s asks by %s and %s", n.Offer, asked[n.Offer].ID, n.ID)
			}
			asked[n.Offer] = n
		case dispatch.TextStandDown, dispatch.TextElsewhere, dispatch.TextCancelled, dispatch.TextFull:
			released[n.Offer] = true
		}
	}
	for _, offer := range c.Offers {
		n := asked[offer.ID]
		if n == nil {
			v.bad("nobody matched goes without a text", "offer %s asked by no text", offer.ID)
			continue
		}
		if offer.Text.Status != n.Status {
			v.bad("documents are what the journal tells", "the text of offer %s is %s, its notice %s", offer.ID, offer.Text.Status, n.Status)
		}
		if fates := r.handedOut[offer.ID][dispatch.TextAsk]; len(fates) == 0 || fates[len(fates)-1] != string(n.Status) {
			v.bad("the journal knows what the provider has", "the text of offer %s is %s, told %v", offer.ID, n.Status, fates)
		}
		if said := r.offers[offer.ID]; said != nil && said.Owed && !released[offer.ID] {
			v.bad("who is released is told", "offer %s", offer.ID)
		}
	}
}

// replies: what the provider was told is kept, is, and whoever was not
// understood was told so.
func (o *ordeal) replies(ctx context.Context, v *verdict, r *replay, all map[string]*posted) error {
	kept, sent, dead, refused := map[string]bool{}, 0, 0, 0
	for _, cb := range o.tw.Callbacks() {
		switch {
		case cb.Status != "received":
		case cb.Answer == 0:
			dead++
		case cb.Answer >= 500:
			refused++
		case cb.Answer < 300:
			kept[cb.SID] = true
		default:
			v.bad("webhooks are understood", "the reply %s was answered %d", cb.SID, cb.Answer)
		}
	}
	owners := map[string]string{}
	for _, p := range townspeople() {
		owners[p.Phone.E164()] = p.ID
	}
	told := 0
	acknowledged := map[string]bool{}
	for _, m := range o.tw.Messages() {
		if m.Direction != fake.Inbound {
			continue
		}
		sent++
		if !kept[m.SID] {
			continue
		}
		tag := tagged.FindString(m.Body)
		acknowledged[tag] = true
		if tag == "" && r.optedOut[owners[m.From]] || r.remarks[tag] > 0 {
			told++
			continue
		}
		v.bad("an acknowledged reply is kept", "%q of …%s", m.Body, m.From[8:])
	}
	r.debts(v, acknowledged, all)
	v.figure("replies\t%d sent, %d acknowledged (%d told by the journal); webhooks: %d without an answer, %d told to come again", sent, len(kept), told, dead, refused)
	return nil
}

// debts: to every acknowledged reply that could not be taken, the text that
// says so was decided: one a reply that found nothing open, one an offer that
// was not understood, one a choice. What has moved on since may need none.
func (r *replay) debts(v *verdict, acknowledged map[string]bool, all map[string]*posted) {
	have, owed := map[string]int{}, map[string]int{}
	for _, n := range all {
		have[string(n.Kind)+" "+n.Responder+" "+n.Offer]++
	}
	for _, d := range r.owed {
		if o := r.offers[d.offer]; !acknowledged[d.tag] || o != nil && o.State != d.state {
			continue
		}
		who := string(d.kind) + " " + d.responder + " "
		switch d.kind {
		case dispatch.TextNothing:
			owed[who]++
		case dispatch.TextUnclear:
			who += d.offer
			owed[who] = 1
		default:
			owed[who] = 1
		}
		if have[who] < owed[who] {
			v.bad("who is not understood is told", "%s (%s): %d of %d texts", who, d.tag, have[who], owed[who])
		}
	}
}
