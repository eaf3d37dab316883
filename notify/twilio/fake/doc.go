// Package fake is a Twilio that behaves like Twilio, on HTTP: for tests that
// read as a story, and for the demonstration, in which people play the
// volunteers on its phones page.
//
// It answers the create, list and fetch calls of the Messages API, delivers
// signed status callbacks and replies to webhooks, keeps opt-outs, and does
// on request everything a provider does on a bad day ([Faults]): slow, silent,
// late, doubled, out of order, dead after accepting.
//
//	tw := fake.Start(t, fake.Config{})
//	… let the program send through tw.URL(), webhooks to tw.SetInbound(…)
//	tw.Phone("+13025550101").Expect(t, "cardiac arrest").Replies("1")
//	tw.NoUnexpected(t)
//
// [Twilio] is an http.Handler; [Twilio.Run] delivers webhooks and moves texts
// along, with a bounded number of workers. [Twilio.Serve] does both on a
// listener. Everything it remembers is bounded ([Config]), so that a
// demonstration can run for days. One mutex guards all of it; no call to the
// outside is made while it is held.
//
// The API asks for the account's credentials; the phones page and the fault
// menu ask for none. Listen on a loopback address.
package fake
