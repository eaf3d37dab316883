// Package crowd is the demonstration's people: thousands of simulated
// volunteers around Wilmington, Delaware. They get texts, hesitate, answer or
// do not, set out, move, arrive, forget to say so, and go home again; and now
// and then something happens to somebody.
//
// They live through the public doors only, as real people and platforms do:
// the import of a sheet, reported positions, texts to and from their phones,
// the volunteer's page, and incidents opened by the 120, 119 and 110
// platforms. So everything that works for them works for others, and nothing
// in the product knows that they are not real.
//
//	c := crowd.New(crowd.Config{BaseURL: …, PhonesURL: …, …})
//	err := c.Prepare(ctx) // imports everybody, reports first positions
//	err = c.Run(ctx)      // lives until ctx ends
//
// A person at the phones page may play any volunteer: from their first reply
// on the crowd says nothing more for that phone. It only walks for them: who
// is confirmed sets out, who is released goes home.
//
// Run is one event loop that owns all state, with an agenda of future actions
// (a heap), one follower of the phones and a few workers that make calls.
// Queues are bounded. What each person does is drawn from the seed and the
// person's number alone, so that the same texts meet the same reactions.
//
// Figures of behaviour are those of the published registries of volunteer
// responders, named where they stand; those without a source are guesses.
// Every phone number is in an exchange 555, which belongs to nobody.
package crowd
