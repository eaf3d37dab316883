package crowd

// prepare.go: bringing the people into the product: the sheet, and where those
// who share it are now.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"time"
)

// How long one step of Prepare may take, and how long it waits for the product
// to be ready before it says so again.
const (
	importTime = 90 * time.Second
	sayEvery   = 5 * time.Second
	stepTries  = 20
)

// Prepare waits until the product is ready, imports everybody unless there are
// as many people already, and reports first positions. An error says which
// step failed; it may be called again.
func (c *Crowd) Prepare(ctx context.Context) error {
	if err := c.cfg.check(); err != nil {
		return err
	}
	defer c.letGo()
	began := time.Now()
	if err := c.ready(ctx); err != nil {
		return err
	}
	if err := c.bring(ctx); err != nil {
		return err
	}
	if err := c.place(ctx); err != nil {
		return err
	}
	c.log.InfoContext(ctx, "simulated volunteers are there", "people", len(c.people), "seconds", time.Since(began).Seconds())
	return nil
}

// ready waits for GET /readyz.
func (c *Crowd) ready(ctx context.Context) error {
	said := time.Now()
	for n := 1; ; n++ {
		err := c.call(ctx, request{method: http.MethodGet, url: c.cfg.BaseURL + "/readyz", within: 3 * time.Second}, nil)
		if err == nil {
			return nil
		}
		if time.Since(said) > sayEvery {
			said = time.Now()
			c.log.InfoContext(ctx, "waiting for the server to be ready", "error", err)
		}
		if pause(ctx, min(time.Second, time.Duration(n)*100*time.Millisecond)) != nil {
			return fmt.Errorf("crowd: the server at %s did not become ready: %w", c.cfg.BaseURL, err)
		}
	}
}

// bring imports everybody, unless there are as many people already.
func (c *Crowd) bring(ctx context.Context) error {
	var there struct {
		Total int `json:"total"`
	}
	q := request{method: http.MethodGet, url: c.cfg.BaseURL + "/v1/responders?limit=1", token: c.cfg.ImportToken}
	if err := c.step(ctx, "counting the volunteers", q, &there); err != nil {
		return err
	}
	if there.Total >= len(c.people) {
		c.log.InfoContext(ctx, "volunteers are there already, nobody imported", "people", there.Total)
		return nil
	}
	q, err := c.importCall()
	if err != nil {
		return err
	}
	var answer struct {
		Imported int `json:"imported"`
	}
	if err := c.step(ctx, "importing the volunteers", q, &answer); err != nil {
		return err
	}
	if answer.Imported < len(c.people) {
		return fmt.Errorf("crowd: %d of %d volunteers were imported: look at the import's answer for the rows with errors", answer.Imported, len(c.people))
	}
	c.log.InfoContext(ctx, "volunteers imported", "people", answer.Imported)
	return nil
}

// importCall is the upload of the sheet.
func (c *Crowd) importCall() (request, error) {
	data, err := sheet(c.people)
	if err != nil {
		return request{}, err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "志愿者.csv")
	if err != nil {
		return request{}, err
	}
	if _, err := part.Write(data); err != nil {
		return request{}, err
	}
	if err := form.Close(); err != nil {
		return request{}, err
	}
	return request{
		method: http.MethodPost, url: c.cfg.BaseURL + "/v1/responders/import?dry_run=false", token: c.cfg.ImportToken,
		kind: form.FormDataContentType(), body: body.Bytes(), within: importTime,
	}, nil
}

// step makes one call, again while the failure may pass.
func (c *Crowd) step(ctx context.Context, what string, q request, out any) error {
	for n := 1; ; n++ {
		err := c.call(ctx, q, out)
		if err == nil {
			return nil
		}
		if !passing(err) || n == stepTries {
			return failed(what, err)
		}
		c.log.WarnContext(ctx, "step failed, trying again", "step", what, "error", err)
		if pause(ctx, backoff(n, err, 0.5)) != nil {
			return failed(what, err)
		}
	}
}

// failed says what to do about an error.
func failed(what string, err error) error {
	var r *refusal
	if errors.As(err, &r) && (r.Status == http.StatusUnauthorized || r.Status == http.StatusForbidden) {
		return fmt.Errorf("crowd: %s: %w: give a token of the right role", what, err)
	}
	if errors.As(err, &r) && len(r.Errors) > 0 {
		first := r.Errors[0]
		return fmt.Errorf("crowd: %s: %w: first of %d: row %d %s %s", what, err, len(r.Errors), first.Row, first.Field, first.Detail)
	}
	return fmt.Errorf("crowd: %s: %w", what, err)
}
