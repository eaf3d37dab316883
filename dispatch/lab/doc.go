// Package lab is the laboratory: it compares ways of asking volunteers on
// simulated and recorded incidents, in simulated time, thousands a minute.
//
// A [World] says what volunteers are like: where they are, how they travel, how
// often and how soon they answer. Each incident gets a body of people with
// hidden answers and times, drawn once from the seed and the incident's number;
// every [Policy] then meets the same incident, the same people and the same
// hidden answers (common random numbers), so that what differs between two
// policies is the policies. A policy knows what the product would know: where
// people were last seen, how long their way should take, what they answered
// before. All policies work on a real [dispatch.Case], ours through
// [dispatch.Choose] as the server calls it.
//
// Results depend on the seed alone, not on the number of workers: each
// incident draws from a generator of its own, and sums are made in the order
// of incidents. Workers are goroutines owned by [Experiment.Run]; everything
// else is pure.
//
// It answers three questions. [Experiment.Run] says what each policy does.
// [Experiment.Compare] says which of our settings beats which fixed policy, and
// what the closest one lacks where none does. [Experiment.Calibrate] says whether
// the promise is right: it stops the asking at a random moment and compares the
// chance that was named with what comes of those asked so far. Without that stop
// more is kept than promised, since the policy asks others where it is needed.
//
// The product's own assumptions and the world's agree where nothing is published
// (how far people are from their usual place, how their answers differ by the
// part of the day, how many turn back). So the calibration shows that the
// product reckons rightly with what it assumes, not that a city is like that;
// the report after each incident shows the latter.
//
// What the laboratory leaves out: people busy with another incident, texts that
// are lost, opening hours, weather, and ambulances. Its figures compare
// policies; they do not foretell a city.
package lab
