// Package page is the volunteer's page: what happened, where, how far, how
// many are coming, and large buttons to answer. A text carries its address.
//
// The address is the key: /r/{token}. GET changes nothing, because previews
// and scanners open links. The page works without JavaScript (forms, answered
// by a redirect); with it, it counts down, refreshes itself and, after the
// volunteer has allowed it, shares their position while they are under way.
//
// It names nobody: no caller, no note, no other volunteer, only counts. Once
// an offer is over the place is not shown any more. The token is never
// logged, and the page asks browsers not to pass its address on.
package page
