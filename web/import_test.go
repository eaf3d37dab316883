package web_test

// import_test.go: sheets are shown first, then imported whole or not at all.

import (
	"bytes"
	"mime/multipart"
	"strings"
	"testing"

	"fifteen/dispatch"
)

// upload makes the multipart body of one file.
func upload(t *testing.T, field, content string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	_ = form.WriteField("remark", "ignored")
	part, err := form.CreateFormFile(field, "志愿者.csv")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = form.Close()
	return b.String(), form.FormDataContentType()
}

func (w *world) upload(query, content string) *answer {
	w.t.Helper()
	body, kind := upload(w.t, "file", content)
	return w.send(request{
		method: "POST", path: "/v1/responders/import" + query, body: body, role: dispatch.AccessAdmin,
		header: map[string]string{"Content-Type": kind},
	})
}

const sheet = "编号,姓名,手机号,同意,经度,纬度,坐标系\nv1,王芳,13800138000,是,104.06,30.65,wgs84\nv2,李雷,13700137000,是,,,\n"

func TestImportShowsThenWrites(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{"", "?dry_run=true"} {
		got := w.upload(query, sheet).want(200).json()
		for k, want := range map[string]any{"rows": 2.0, "valid": 2.0, "new": 1.0, "updated": 1.0, "imported": 0.0} {
			if got[k] != want {
				t.Errorf("%q: %s is %v, want %v", query, k, got[k], want)
			}
		}
		if n := len(got["preview"].([]any)); n != 2 || len(got["columns"].([]any)) != 7 {
			t.Errorf("preview %v, columns %v", got["preview"], got["columns"])
		}
	}
	if w.writes != 0 {
		t.Fatal("a preview wrote something")
	}
	if got := w.upload("?dry_run=false", sheet).want(200).json(); got["imported"] != 2.0 || got["new"] != 1.0 || got["updated"] != 1.0 {
		t.Errorf("import %v", got)
	}
	if r := w.responders["v2"]; r.Name != "李雷" || r.Phone != "+8613700137000" || !r.Consent || !r.AddedAt.Equal(w.now) {
		t.Errorf("kept %+v", r)
	}
}

func TestFaultySheetsAreNotImported(t *testing.T) {
	for name, c := range map[string]struct{ sheet, field string }{
		"a phone that is none":     {"姓名,手机号,同意\n甲,12345,是\n乙,13700137001,是\n", "phone"},
		"the same phone twice":     {"姓名,手机号,同意\n甲,13700137000,是\n乙,13700137000,是\n", "phone"},
		"the same id twice":        {"编号,姓名,手机号,同意\na,甲,13700137000,是\na,乙,13700137001,是\n", "id"},
		"somebody else's phone":    {"编号,姓名,手机号,同意\nv5,甲,13800138000,是\n", "phone"},
		"no word about consent":    {"姓名,手机号\n甲,13700137000\n", "consent"},
		"a place off the globe":    {"姓名,手机号,同意,经度,纬度\n甲,13700137000,是,104,95\n", "lat"},
		"a mode that nobody knows": {"姓名,手机号,同意,出行方式\n甲,13700137000,是,飞行\n", "modes"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			shown := w.upload("?dry_run=true", c.sheet).want(200).json()
			doc := w.upload("?dry_run=false", c.sheet).problem(422, "bad_import", "")
			if w.writes != 0 {
				t.Error("some rows were imported")
			}
			for _, d := range []map[string]any{shown, doc} {
				errs := d["errors"].([]any)
				if len(errs) == 0 {
					t.Fatalf("no row is named: %v", d)
				}
				first := errs[0].(map[string]any)
				if first["row"].(float64) < 1 || !strings.HasPrefix(c.field, first["field"].(string)) || first["detail"] == "" {
					t.Errorf("named %v, want the field %s", first, c.field)
				}
			}
			if doc["imported"] != 0.0 || doc["status"] != 422.0 {
				t.Errorf("problem %v", doc)
			}
		})
	}
	w := newWorld(t)
	w.upload("?dry_run=false&assume_consent=true", "姓名,手机号\n甲,13700137000\n").want(200)
}

func TestUploadsThatAreNone(t *testing.T) {
	w := newWorld(t)
	w.upload("", "").problem(400, "invalid", "file")
	w.upload("", "%PDF-1.7 nothing").problem(400, "invalid", "file")
	w.upload("?dry_run=perhaps", sheet).problem(400, "invalid", "dry_run")
	body, kind := upload(t, "sheet", sheet)
	send := func(body, kind string) *answer {
		return w.send(request{method: "POST", path: "/v1/responders/import", body: body, role: dispatch.AccessAdmin, header: map[string]string{"Content-Type": kind}})
	}
	send(body, kind).problem(400, "invalid", "file")
	send(body, "multipart/form-data").problem(400, "invalid", "")
	send(`{}`, "application/json").problem(415, "media_type", "")
	body, kind = upload(t, "file", "姓名,手机号,同意\n"+strings.Repeat("甲,13700137000,是\n", 1_100_000))
	send(body, kind).problem(413, "oversized", "")
	body, kind = upload(t, "file", sheet)
	send(body[:len(body)-60], kind).problem(400, "invalid", "file") // cut off
	if w.writes != 0 {
		t.Error("something was imported")
	}
}
