package crowd

// text_test.go: texts as the product words them are understood, and what is
// answered is understood there.

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fifteen/dispatch"
	"fifteen/notify"
)

var dayBreak = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

func TestReadRendered(t *testing.T) {
	kinds := map[dispatch.TextKind]textKind{
		dispatch.TextAsk: textAsk, dispatch.TextConfirm: textConfirm, dispatch.TextFull: textOver, dispatch.TextStandDown: textOver, dispatch.TextElsewhere: textOver,
		dispatch.TextCancelled: textCancel, dispatch.TextEnded: textOver, dispatch.TextBusy: textBusy,
		dispatch.TextWhich: textWhich, dispatch.TextUnclear: textUnclear, dispatch.TextNothing: textNothing,
	}
	for kind, want := range kinds {
		for _, lang := range []string{"zh", "en"} {
			for _, letter := range []string{"A", "B", "Q"} {
				for _, address := range []string{"1200 N Market St Apt #4, Wilmington", "", "人民路#88号"} {
					for _, exercise := range []bool{false, true} {
						n := &dispatch.Notice{
							Kind: kind, Lang: lang, Number: 1234, IncidentKind: dispatch.KindInjury, Exercise: exercise, Address: address,
							Position: dispatch.Position{Lng: -75.5466, Lat: 39.7459}, Role: dispatch.RoleMedical, Letter: letter,
							DistanceM: 1234, Token: "tok_en-1234567890",
						}
						if kind == dispatch.TextWhich {
							n.Number, n.Letters = 0, map[string]string{"A": "5 Main St #3; rear", letter: "12 King St"}
						}
						body := notify.Render(n, "https://fifteen.example.org:8015")
						got := read(body)
						if got.kind != want {
							t.Errorf("%q is taken for kind %d, want %d", body, got.kind, want)
							continue
						}
						about := kind != dispatch.TextWhich && kind != dispatch.TextUnclear && kind != dispatch.TextNothing
						if about && got.number != 1234 {
							t.Errorf("%q is taken to be about %d", body, got.number)
						}
						wantLetter := letter
						if letter == "A" {
							wantLetter = ""
						}
						if (want == textAsk || want == textConfirm) && (got.letter != wantLetter || got.token != n.Token) {
							t.Errorf("%q gives letter %q and token %q", body, got.letter, got.token)
						}
						if want == textAsk && got.awayM != 1200 {
							t.Errorf("%q is %.0f m away", body, got.awayM)
						}
						if want == textWhich && !slices.Contains(got.letters, letter) {
							t.Errorf("%q offers %q, want %s", body, got.letters, letter)
						}
					}
				}
			}
		}
	}
}

func TestReadStrangeTexts(t *testing.T) {
	for _, body := range []string{
		"", "hello", "You have successfully been unsubscribed. Reply START to resubscribe.", "#", "# 12 Reply 1",
		"Reply STOP to unsubscribe. Msg&Data Rates May Apply.", "#99999999999999999999999",
	} {
		if got := read(body); got.kind != textOther {
			t.Errorf("%q is taken for kind %d", body, got.kind)
		}
	}
	if got := read("Injury or fall #7: 39.74590,-75.54660, 50 m from you. Needed: helper. Reply 1 coming, 2 cannot."); got.awayM != 50 || got.token != "" {
		t.Errorf("without a link: %+v", got)
	}
}

func TestAnswersAreUnderstood(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	said := map[string]bool{}
	for range 4000 {
		for digit, want := range answerOf {
			lang, letter := pick(r, []string{"zh", "en"}), pick(r, []string{"", "", "A", "B", "Q"})
			body := answer(r, lang, letter, digit, r.IntN(12))
			said[body] = true
			got := notify.ParseReply(body)
			if got.Answer != want || got.Letter != letter {
				t.Fatalf("%q is understood as %q for %q, want %q for %q", body, got.Answer, got.Letter, want, letter)
			}
		}
	}
	for lang, words := range plainly {
		for digit, list := range words {
			for _, w := range list {
				if !said[w] {
					t.Errorf("%s %s: %q is never said", lang, digit, w)
				}
			}
		}
	}
	for _, body := range []string{"1", "1 大概10分钟", "来", "收到", "A1", "2", "去不了", "B1 大概3分钟", "1 about 1 minute"} {
		if !said[body] {
			t.Errorf("%q is never said", body)
		}
	}
	for _, list := range nonsense {
		for _, body := range list {
			if notify.ParseReply(body).Understood() {
				t.Errorf("nonsense %q is understood", body)
			}
		}
	}
	for command, lists := range map[string]map[string][]string{"stop": stops, "start": starts} {
		for _, list := range lists {
			for _, body := range list {
				if notify.ParseReply(body).Command != command {
					t.Errorf("%q is not understood as %s", body, command)
				}
			}
		}
	}
}

func TestLeaving(t *testing.T) {
	for body, want := range map[string]bool{
		"4": true, "0": true, "A4": true, "b 0 sorry": true, "4 thanks": true, "完成": true, "done": true, "Withdraw": true,
		"1": false, "3": false, "40 minutes": false, "hello": false, "A1": false, "10": false, "": false,
	} {
		if leaving(body) != want {
			t.Errorf("leaving(%q) = %v", body, !want)
		}
	}
}

func TestPlaceOnPage(t *testing.T) {
	for page, want := range map[string]bool{
		`<a href="geo:39.745900,-75.546600?q=39.745900,-75.546600">x</a>`:                          true,
		`<a href="https://www.openstreetmap.org/?mlat=39.745900&amp;mlon=-75.546600#map=17">x</a>`: true,
		`<p>39.745900,-75.546600</p>`: false, ``: false,
	} {
		got := placeOn([]byte(page))
		if (got != nil) != want || want && (got[0] != -75.5466 || got[1] != 39.7459) {
			t.Errorf("%s: %v", page, got)
		}
	}
}
