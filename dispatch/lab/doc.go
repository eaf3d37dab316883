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
// What the laboratory leaves out: people busy with another incident, texts that
// are lost, opening hours, weather, and ambulances. Its figures compare
// policies; they do not foretell a city.
package lab
