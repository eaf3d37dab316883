// Package notify carries texts between the dispatcher and people's phones:
// it words what the outbox holds ([Render]), hands it to a provider
// ([Relay], [Channel]), takes status reports and replies from providers'
// webhooks ([Inbox], [Receiver]) and understands replies ([ParseReply]).
//
// A text is sent at most once if that can be known: the relay marks it before
// the provider's call and after it; when the outcome of a call is unknown it
// asks the provider before trying again.
package notify
