package main

// crash_door_test.go: how an officer asks the server: again and again, until
// there is an answer.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"fifteen/dispatch"
)

func (d *desk) key() string {
	d.n++
	return fmt.Sprintf("k-%d-%d", d.id, d.n)
}

func (d *desk) post(ctx context.Context, path, key string, body map[string]any) (int, dispatch.View, error) {
	return d.request(ctx, http.MethodPost, path, key, body)
}

// request asks until there is an answer below 500.
func (d *desk) request(ctx context.Context, method, path, key string, body map[string]any) (int, dispatch.View, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return 0, dispatch.View{}, err
	}
	for deadline := time.Now().Add(60 * time.Second); ; {
		status, view, err := d.try(ctx, method, path, key, data)
		if err == nil && status < 500 {
			return status, view, nil
		}
		if time.Now().After(deadline) {
			return 0, view, fmt.Errorf("%s %s had no answer for a minute; the last: %d, %w", method, path, status, err)
		}
		d.o.mu.Lock()
		d.o.retries++
		d.o.mu.Unlock()
		select {
		case <-ctx.Done():
			return 0, view, ctx.Err()
		case <-time.After(40 * time.Millisecond):
		}
	}
}

func (d *desk) try(ctx context.Context, method, path, key string, data []byte) (int, dispatch.View, error) {
	var view dispatch.View
	req, err := http.NewRequestWithContext(ctx, method, d.o.url+path, bytes.NewReader(data))
	if err != nil {
		return 0, view, err
	}
	req.Header.Set("Authorization", "Bearer "+d.o.token)
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return 0, view, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode < 300 {
		err = json.Unmarshal(answer, &view)
	}
	return res.StatusCode, view, err
}
