// en-why.ts: the words for looking back: why somebody was asked, what other
// ways of asking would have made of it, what was predicted and what came.

const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`);

/** Two or three plain sentences. */
export const why = {
  title: 'Why asked',
  ask: 'why?',
  askTip: 'Why this person was asked, or was not',
  none: 'No decision is on record for this incident.',
  wave: (n: number) => `wave ${n}`,
  alike: (n: number) => `and ${n} more times alike`,
  now: 'now',
  asked: (order: number, of: number) =>
    of === 1 ? 'Asked, alone.' : `Asked as no. ${order} of ${of}.`,
  askedBy: (by: string) => `Asked ${by}.`,
  although: (reason: string) => `Asked all the same, although: ${reason}.`,
  way: (travel: string, mode: string, ready: string) =>
    `The way takes ${travel} ${mode}, getting ready ${ready}.`,
  yes: (ten: number) => `Says yes about ${ten} times in 10.`,
  worth: (times: string) => `Expected benefit: ${times} times what the text costs.`,
  needed: (goal: string) => `Needed for the promise to reach its goal of ${goal}.`,
  rose: (before: string, after: string) => `The promise went from ${before} to ${after}.`,
  stays: (p: string) => `The promise stayed at ${p}.`,
  leftOut: (reason: string) => `Not asked: ${reason}.`,
  notWorth: (of: number, times: string) =>
    of > 0
      ? `Not asked: ${people(of)} sufficed; one more text would have brought ${times} times what it costs.`
      : `Not asked: one more text would have brought ${times} times what it costs.`,
  waveFull: (of: number) => `Worth asking, but ${people(of)} at once is the most.`,
  notChosen: (by: string, of: number) => `Not among the ${of} soonest, who were asked ${by}.`,
  notNamed: (by: string) => `Not considered: others were asked by name, ${by}.`,
  beyondWhole: (radius: string) =>
    `Not considered: nobody farther than ${radius} could have been there in time.`,
  beyond: (radius: string) =>
    `Not considered: people were looked for up to ${radius}; farther away nobody could have been worth asking.`,
  nobodyLooked: 'Not considered: it was too late for anybody to be there in time.',
  notRecorded: (radius: string) =>
    `Not on record: farther away than ${radius}, or than those of whom the reason is kept.`,
  worthNow: 'Worth asking as of now.',
};

/** The moment after: predicted against real, on one incident. */
export const looked = {
  span: (min: number, s: number) =>
    min === 0 ? `${s} s` : s === 0 ? `${min} min` : `${min} min ${s} s`,
  promised: (p: string) => `Promised ${p}`,
  kept: (t: string) => `kept after ${t}`,
  lateKept: (t: string) => `not kept: everyone was there after ${t}`,
  missed: 'not kept',
  first: (real: string, told: string) => `first person after ${real} (predicted ${told})`,
  firstOnly: (real: string) => `first person after ${real}`,
  nobody: 'nobody reached the scene',
};

/** Had we asked otherwise. */
export const hindsight = {
  title: 'Had we asked otherwise…',
  help: (plays: number, n: number) =>
    `Played up to ${plays} times with the ${n} people on record. Who was asked answers and travels as they did; the others as it was thought of them.`,
  bound: (radius: string) =>
    `Only people within ${radius} were looked at: nobody farther appears here.`,
  number: 'Ask the nearest, for each role',
  add: 'Compare',
  policy: 'Asked',
  kept: 'All there in time',
  first: 'First person',
  slowest: (t: string) => `1 in 10 later than ${t}`,
  alerts: 'Texts',
  surplus: 'Too many',
  surplusTip: 'On the scene without being needed',
  never: 'nobody',
  plays: (n: number) => `played ${n} times`,
  was: 'As it was',
  fifteen: 'The system',
  nearest: (n: number) => `Nearest ${n}`,
  replace: (n: number) => `${n} at a time`,
  waves: (n: number, s: number) => `${n} more every ${s} s`,
  everyone: (radius: string) => `All within ${radius}`,
  yes: 'kept',
  no: 'not kept',
};

/** The page of figures. */
export const report = {
  title: 'Predicted and real',
  intro:
    'What the system told, against what came of it, over closed incidents. Figures told well lie on the diagonal.',
  period: 'Opened within',
  days: (n: number) => (n === 365 ? 'the last year' : `the last ${n} days`),
  exercises: 'Exercises only',
  download: 'Download CSV',
  none: 'No incident was closed in that time.',
  incidents: 'Closed incidents',
  kept: 'Promise kept',
  unasked: (n: number) => `${n} without asking anybody`,
  told: (p: string) => `${p} told after the first wave`,
  first: 'First person there',
  firstTold: (t: string) => `${t} told`,
  alerts: 'Texts per person on the scene',
  alertsSub: (alerts: number, there: number) => `${alerts} texts, ${there} on the scene`,
  surplus: 'On the scene, not needed',
  surplusSub: (share: string) => `${share} of all there`,
  promise: 'The promise',
  promiseHelp:
    'Told right after the first wave; the system goes on asking, so more may be kept than told.',
  acceptance: 'Yes or no',
  acceptanceHelp: 'The chance that each person asked says yes before enough others have.',
  axisTold: 'told',
  axisReal: 'came true',
  point: (told: string, real: string, n: number) => `${told} told: ${real} came true, of ${n}`,
  brier: (b: string, c: string) => `Brier score ${b}; always telling the mean: ${c}`,
  brierTip:
    'The mean square of the difference between the chance told and what happened. 0 is perfect; above the second figure nothing was gained by telling people apart.',
  few: 'Too few yet to judge.',
  n: (n: number) => `${n} cases`,
  number: 'No.',
  kind: 'Kind',
  opened: 'Opened',
  promised: 'Told',
  wasKept: 'Kept',
  firstReal: 'First there',
  firstPredicted: 'told',
  asked: 'Texts',
  yes: 'Yes',
  arrived: 'There',
  tooMany: 'Too many',
  cut: (n: number) => `${n} older ones are in the figures and in the CSV file only.`,
};
