package web

// offer.go: asking responders, and answering for those who phoned.

import (
	"fmt"
	"net/http"

	"fifteen/dispatch"
	"fifteen/web/problem"
	"fifteen/web/strict"
)

// maxAsked is how many named responders one request may ask.
const maxAsked = 50

func (s *Server) askResponders(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	var body struct {
		Responders []string `json:"responders"`
		Role       string   `json:"role"`
		Wave       string   `json:"wave"`
		Reason     string   `json:"reason"`
		Reassign   bool     `json:"reassign"`
	}
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	var f problem.Faults
	switch {
	case body.Wave != "" && body.Wave != "next":
		f.Add("wave", `must be "next"`)
	case body.Wave != "" && (len(body.Responders) > 0 || body.Role != "" || body.Reason != "" || body.Reassign):
		f.Add("wave", "is not possible together with responders, role, reason or reassign")
	case body.Wave == "" && len(body.Responders) == 0:
		f.Add("responders", `name at least one responder, or send {"wave":"next"}`)
	case len(body.Responders) > maxAsked:
		f.Add("responders", fmt.Sprintf("at most %d at once", maxAsked))
	}
	if body.Role != "" && !dispatch.Role(body.Role).Valid() {
		f.Add("role", "is not a known role")
	}
	reason := line(&f, "reason", body.Reason, dispatch.MaxReason)
	seen := map[string]bool{}
	for i, one := range body.Responders[:min(len(body.Responders), maxAsked)] {
		if !pathID.MatchString(one) {
			f.Add(fmt.Sprintf("responders[%d]", i), "is not an id of a responder")
		} else if seen[one] {
			f.Add(fmt.Sprintf("responders[%d]", i), "is there twice")
		}
		seen[one] = true
	}
	if err := f.Err(); err != nil {
		return err
	}
	c, err := s.Desk.Ask(r.Context(), id, dispatch.AskRequest{
		Responders: body.Responders, Role: dispatch.Role(body.Role), NextWave: body.Wave == "next", By: who.By, Reason: reason, Reassign: body.Reassign,
	})
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, c.View())
}

func (s *Server) answerOffer(w http.ResponseWriter, r *http.Request, who Principal) error {
	id, err := idIn(r, "id")
	if err != nil {
		return err
	}
	offer, err := idIn(r, "offer")
	if err != nil {
		return err
	}
	var body struct {
		Answer string `json:"answer"`
		Remark string `json:"remark"`
	}
	if err := strict.Body(r, &body); err != nil {
		return err
	}
	var f problem.Faults
	if !dispatch.Answer(body.Answer).Valid() {
		f.Add("answer", "must be accept, decline, arrived, done or withdraw")
	}
	remark := lines(&f, "remark", body.Remark, maxRemark)
	if err := f.Err(); err != nil {
		return err
	}
	key, err := idempotencyKey(r, who, body)
	if err != nil {
		return err
	}
	// The dispatcher answers an officer with an error where the answer cannot
	// be taken, so the result says nothing more.
	c, _, err := s.Desk.Answer(r.Context(), dispatch.AnswerRequest{
		Incident: id, Offer: offer, Answer: dispatch.Answer(body.Answer), Remark: remark,
		By: who.By, Via: dispatch.ViaOfficer, Key: key,
	})
	if err != nil {
		return s.replayed(w, r, err)
	}
	return reply(w, http.StatusOK, c.View())
}
