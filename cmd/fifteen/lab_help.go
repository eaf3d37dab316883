package main

// lab_help.go: what `fifteen lab --help` says.

import (
	"strings"

	"fifteen/dispatch/lab"
)

var labHelp = `Plays incidents in simulated time. Every policy meets the same incidents, the same
people and the same hidden answers and times; it knows what the server would know:
where people were last seen, how long their way should take, what they answered before.

Policies:
  everyone:800m   everybody qualified within a radius, at once (PulsePoint, HartslagNu)
  nearest:10      the nearest 10 in time for each role, at once (GoodSAM)
  waves:3/30s     the nearest 3 for each role, after 30 s the next 3, until seats are taken
  replace:7       7 for each role, each who declines replaced at once (PLOS One 2026)
  replace:7/30s   the same, also replacing who has said nothing for 30 s
  fifteen         ours, as the server runs it, with the prices of priority P1
  fifteen:alert=2,target=0.9,priority=P2
                  ours with other settings: alert, first and filled are the prices
                  of a text, of a minute until the first person and until all needs
                  are filled; journey what a journey must save (0: nobody who says
                  yes is turned back); target the chance aimed at; priority whose
                  prices, P1 to P4
  default         ` + wrapped(lab.DefaultPolicies) + `
  frontier        ours over a range of prices, with nobody turned back who says yes
  sweep           the frontier at several chances aimed at
  calibration     settings of ours that ask little and much

--compare prints, for every fixed policy, the setting of ours that keeps the promise
as often, has its median first arrival as soon (whole seconds) and needs at least a
quarter fewer alerts for each person on the scene, or what the closest one lacks; the
figures of the setting the server runs with; and an overview in Markdown. The settings
are chosen, from a sweep, on a pilot with incidents of its own. --csv writes every duel.

--calibration tests the promise. From a random moment on nobody else is asked; the
promise (the chance that those asked so far fill all needs in time) is written down
then or later, and compared with what comes, in tenths. It also scores the chances of
saying yes that are learned from people's answers.

Columns: "all filled in time" is the chance that every need is filled by people on
the scene by the deadline; "per person" the people asked for each on the scene by
then, "per arrival" for each who arrives at all, needed or not, "per seat" for each
needed seat filled in time; "surplus" the people an incident who come and are not
needed, "called back" those told so on their way. Only ours releases people; with
the others whoever says yes comes.

Examples:
  fifteen lab --incidents 2000
  fifteen lab --compare --html compare.html
  fifteen lab --calibration --csv calibration.csv
  fifteen lab --density 10 --acceptance 0.35 --needs cardiac_arrest --html lab.html
  fifteen lab --density 10 --acceptance 0.35 --town 6 --policies "nearest:10 fifteen"
  fifteen lab --replay calls.csv --replay-columns lat,lng,kind,time --replay-only EMS`

// wrapped breaks a list of policies for the help text.
func wrapped(list string) string {
	words := strings.Fields(list)
	half := len(words) / 2
	return strings.Join(words[:half], " ") + "\n                  " + strings.Join(words[half:], " ")
}
