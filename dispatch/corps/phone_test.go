package corps

// phone_test.go: phone numbers as people write them.

import (
	"strings"
	"testing"

	"fifteen/dispatch"
)

func TestNormalizePhone(t *testing.T) {
	for _, c := range []struct{ in, region, want string }{
		{"13800138000", "CN", "+8613800138000"},
		{"13800138000", "", "+8613800138000"},
		{"138 0013 8000", "CN", "+8613800138000"},
		{"138-0013-8000", "CN", "+8613800138000"},
		{"138–0013—8000", "CN", "+8613800138000"},
		{"１３８００１３８０００", "CN", "+8613800138000"},
		{"+86 138 0013 8000", "CN", "+8613800138000"},
		{"＋86（138）00138000", "CN", "+8613800138000"},
		{"008613800138000", "CN", "+8613800138000"},
		{"0086-13800138000", "US", "+8613800138000"},
		{"8613800138000", "CN", "+8613800138000"},
		{"8613800138000", "US", "+8613800138000"},
		{"\u202a+8613800138000\u202c", "CN", "+8613800138000"},
		{"\t13800138000 ", "CN", "+8613800138000"},
		{`="13800138000"`, "CN", "+8613800138000"},
		{"'13800138000", "CN", "+8613800138000"},
		{"13800138000.0", "CN", "+8613800138000"},
		{"19200138000", "CN", "+8619200138000"},
		{"14000138000", "CN", "+8614000138000"}, // a range newer than many lists
		{"028-85551234", "CN", "+862885551234"},
		{"(302) 655-1234", "US", "+13026551234"},
		{"1 302 655 1234", "US", "+13026551234"},
		{"+1 302 655 1234", "CN", "+13026551234"},
		{"001 302 655 1234", "CN", "+13026551234"},
		{"+852 9123 4567", "CN", "+85291234567"},
		{"+44 7400 123456", "cn", "+447400123456"},
	} {
		if got, err := NormalizePhone(c.in, c.region); err != nil || got.E164() != c.want {
			t.Errorf("NormalizePhone(%q, %q) = %q, %v; want %q", c.in, c.region, got.E164(), err, c.want)
		}
		if again, err := NormalizePhone(c.want, c.region); err != nil || again.E164() != c.want {
			t.Errorf("%q does not stay as it is: %q, %v", c.want, again.E164(), err)
		}
	}
}

func TestNormalizePhoneRefuses(t *testing.T) {
	for in, want := range map[string]error{
		"": errNoPhone, " \u200b": errNoPhone,
		"none": errNotPhone, "1380013800O": errNotPhone, "138+00138000": errNotPhone, "+": errNotPhone, "1.38E+10": errNotPhone,
		"１３８００１３８００": errNoSuch, "23800138000": errNoSuch, "138001380001": errNoSuch, "+86 12345678901": errNoSuch, "+999 123456789": errNotPhone,
		"13800138000/13900139000": errTwoPhones, "13800138000、028-85551234": errTwoPhones, "13800138000 13900139000": errTwoPhones,
		"028-85551234转8001": errExtension, "028-85551234 ext 8": errExtension, "02885551234#8": errExtension,
	} {
		p, err := NormalizePhone(in, "CN")
		if dispatch.CodeOf(err) != dispatch.CodeInvalid || !strings.Contains(err.Error(), want.Error()) {
			t.Errorf("NormalizePhone(%q) = %q, %v; want %q", in, p.E164(), err, want)
		}
		if err != nil && len(in) > 4 && strings.Contains(err.Error(), in) {
			t.Errorf("the error holds the number: %v", err)
		}
	}
}

func TestCanText(t *testing.T) {
	for p, want := range map[dispatch.Phone]bool{
		"+8613800138000": true, "+8614000138000": true, "+13026551234": true, "+85291234567": true,
		"+862885551234": false, "+18005551234": false, "13800138000": false, "": false,
	} {
		if got := CanText(p); got != want {
			t.Errorf("CanText(%s) = %v, want %v", p.E164(), got, want)
		}
	}
}

func FuzzNormalizePhone(f *testing.F) {
	for _, s := range []string{"13800138000", "+1 302 655 1234", "0086 138-0013-8000", "028-85551234转8001", "１３８"} {
		f.Add(s, "CN")
	}
	f.Fuzz(func(t *testing.T, s, region string) {
		p, err := NormalizePhone(s, region)
		if err != nil {
			if p != "" {
				t.Fatalf("%q gives both %q and %v", s, p.E164(), err)
			}
			return
		}
		if !e164.MatchString(p.E164()) {
			t.Fatalf("%q became %q", s, p.E164())
		}
		if again, err := NormalizePhone(p.E164(), region); err != nil || again != p {
			t.Fatalf("%q became %q, then %q, %v", s, p.E164(), again.E164(), err)
		}
	})
}
