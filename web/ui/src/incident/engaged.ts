// engaged.ts: what else somebody is needed for, as the screen knows it: fresher
// than what a list was told when it was read. Pure.
import type { Engaged, IncidentView, OfferState, Priority } from '../api/types';
import { ended } from '../live/counts';

/** The most binding first: who is at a scene stays there. */
const BINDS: readonly OfferState[] = ['arrived', 'accepted', 'asked'];

/** The incident other than `here` that binds a person most, if any does. */
export function engagedIn(
  cases: ReadonlyMap<string, IncidentView>,
  responder: string,
  here: string,
): Engaged | undefined {
  let best: Engaged | undefined;
  for (const v of cases.values()) {
    if (v.id === here || ended(v)) continue;
    for (const o of v.offers) {
      if (o.responder !== responder || rank(o.state) < 0) continue;
      if (best && rank(best.state) <= rank(o.state)) continue;
      best = {
        incident: v.id,
        number: v.number,
        kind: v.kind,
        priority: v.priority,
        exercise: v.exercise,
        offer: o.id,
        state: o.state,
        ...(o.eta && { eta: o.eta }),
      };
    }
  }
  return best;
}

const rank = (s: OfferState): number => BINDS.indexOf(s);

/** Whether an officer may take them from there: they are on the way, not yet at work. */
export const takeable = (e: Engaged | undefined): e is Engaged => e?.state === 'accepted';

/** How urgent the incident that would lose somebody is, against the one that gains them. */
export function against(theirs: Priority, ours: Priority): 'less' | 'same' | 'more' {
  if (theirs === ours) return 'same';
  return theirs > ours ? 'less' : 'more';
}

/** The incidents that people would be taken from, each once, the most urgent first. */
export function losers(people: readonly { engaged?: Engaged }[]): Engaged[] {
  const by = new Map<string, Engaged>();
  for (const { engaged: e } of people) if (e && !by.has(e.incident)) by.set(e.incident, e);
  return [...by.values()].sort(
    (a, b) => a.priority.localeCompare(b.priority) || a.number - b.number,
  );
}
