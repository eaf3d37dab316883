package web

// incident_body.go: what an incident looks like when it is reported, and the
// key that makes reporting it safe to repeat.

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"fifteen/dispatch"
	"fifteen/web/problem"
)

// Lengths of texts, in characters.
const (
	maxAddress = 300
	maxNote    = 2000
	maxName    = 60
	maxRemark  = 500
	maxSystem  = 40
	maxRef     = 100
)

type incidentBody struct {
	Kind     string       `json:"kind"`
	Priority string       `json:"priority"`
	Position *coordinates `json:"position"`
	Address  string       `json:"address"`
	Note     string       `json:"note"`
	Caller   struct {
		Name  string `json:"name"`
		Phone string `json:"phone"`
	} `json:"caller"`
	Needs  []needBody `json:"needs"`
	Source struct {
		System string `json:"system"`
		Ref    string `json:"ref"`
	} `json:"source"`
	Exercise bool `json:"exercise"`
}

type needBody struct {
	Role  string `json:"role"`
	Count int    `json:"count"`
}

// request checks the body; every fault is named, not only the first. region is
// where phone numbers without a country code belong.
func (b incidentBody) request(region string) (dispatch.OpenRequest, error) {
	var f problem.Faults
	req := dispatch.OpenRequest{
		Kind: dispatch.Kind(b.Kind), Priority: dispatch.Priority(b.Priority), Exercise: b.Exercise,
		Address: line(&f, "address", b.Address, maxAddress),
		Note:    lines(&f, "note", b.Note, maxNote),
		Caller:  dispatch.Caller{Name: line(&f, "caller.name", b.Caller.Name, maxName)},
		Source: dispatch.Source{
			System: line(&f, "source.system", b.Source.System, maxSystem),
			Ref:    line(&f, "source.ref", b.Source.Ref, maxRef),
		},
	}
	if b.Kind == "" {
		f.Add("kind", "is required")
	} else if _, ok := dispatch.PlanFor(req.Kind); !ok {
		f.Add("kind", "is not a known kind of incident: see GET /v1/plans")
	}
	if b.Priority != "" && !req.Priority.Valid() {
		f.Add("priority", "must be P1, P2, P3 or P4")
	}
	if b.Position == nil {
		f.Add("position", "is required")
	} else {
		req.Position = b.Position.wgs84(&f, "position.")
	}
	if b.Caller.Phone != "" {
		req.Caller.Phone = phone(&f, "caller.phone", b.Caller.Phone, region)
	}
	req.Needs = needs(&f, b.Needs)
	return req, f.Err()
}

func needs(f *problem.Faults, list []needBody) []dispatch.Need {
	var out []dispatch.Need
	seen := map[string]bool{}
	for i, n := range list {
		at := fmt.Sprintf("needs[%d].", i)
		if !dispatch.Role(n.Role).Valid() {
			f.Add(at+"role", "is not a known role")
		} else if seen[n.Role] {
			f.Add(at+"role", "is there twice")
		}
		if n.Count < 1 || n.Count > dispatch.MaxPerNeed {
			f.Add(at+"count", fmt.Sprintf("must be from 1 to %d", dispatch.MaxPerNeed))
		}
		seen[n.Role] = true
		out = append(out, dispatch.Need{Role: dispatch.Role(n.Role), Count: n.Count})
		if len(*f) >= 20 {
			break
		}
	}
	return out
}

// idempotencyKey reads the Idempotency-Key header. The key is the sender's
// own: two senders cannot meet each other's. The hash is of the body as it
// was understood, so that spaces and the order of fields make no difference.
func idempotencyKey(r *http.Request, who Principal, understood any) (*dispatch.IdempotencyKey, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return nil, nil //nolint:nilnil // no key is an ordinary request
	}
	key := values[0]
	if len(values) > 1 || len(key) < 1 || len(key) > 200 {
		return nil, dispatch.Invalid("Idempotency-Key", "must be one header of 1 to 200 characters")
	}
	for _, c := range []byte(key) {
		if c < ' ' || c > '~' {
			return nil, dispatch.Invalid("Idempotency-Key", "must be plain ASCII")
		}
	}
	body, err := json.Marshal(understood)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(r.Method+" "+r.URL.Path+"\n"), body...))
	return &dispatch.IdempotencyKey{Key: who.By + ":" + key, Hash: hex.EncodeToString(sum[:])}, nil
}
