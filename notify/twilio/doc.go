// Package twilio sends texts through Twilio and takes its webhooks.
//
// [Channel] is a [fifteen/notify.Channel]. It speaks through twilio-go, which
// knows neither contexts nor hosts of one's own and forgets to close bodies;
// the round tripper of transport.go gives it all of that. Twilio's create call
// is not idempotent, so every failure is sorted by what is known of the
// message afterwards (outcome.go): nothing left this machine, Twilio said no,
// or nobody knows and [Channel.Find] has to look.
//
// [Hooks] are the two webhooks, replies and status reports. A request counts
// only if it carries the signature that the account's token makes.
//
// Nothing here starts a goroutine of its own; a Channel and Hooks may be used
// from many.
package twilio
