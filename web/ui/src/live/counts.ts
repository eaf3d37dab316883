// counts.ts: the sums of a case, the same as dispatch.Case.View makes them.

import type { Counts, Incident, IncidentView, Need, Offer, OfferState } from '../api/types';
import { absent, ms } from '../lib/time';

const HOLDS: ReadonlySet<OfferState> = new Set(['accepted', 'arrived', 'done']);

/** Whether an offer takes a seat of its need; a backup comes without one. */
export const holds = (o: Offer): boolean => HOLDS.has(o.state) && !o.backup;

export function count(needs: readonly Need[], offers: readonly Offer[]): Counts {
  const n: Counts = {
    needed: needs.reduce((sum, need) => sum + need.count, 0),
    filled: 0,
    backup: 0,
    arrived: 0,
    coming: 0,
    asked: 0,
    silent: 0,
    declined: 0,
    unreachable: 0,
  };
  for (const o of offers) {
    if (holds(o)) n.filled++;
    if (o.backup) n.backup++;
    if (o.state === 'arrived') n.arrived++;
    else if (o.state === 'accepted') n.coming++;
    else if (o.state === 'asked') n.asked++;
    else if (o.state === 'silent') n.silent++;
    else if (o.state === 'declined' || o.state === 'withdrawn') n.declined++;
    else if (o.state === 'unreachable') n.unreachable++;
  }
  return n;
}

/** The seats of one role: how many there are and how many are taken. */
export interface Seats extends Need {
  coming: number;
  there: number;
  finished: number;
  free: number;
}

export function seats(v: IncidentView): Seats[] {
  return v.needs.map((need) => {
    const taken = v.offers.filter((o) => o.role === need.role && holds(o));
    const how = (state: OfferState): number => taken.filter((o) => o.state === state).length;
    return {
      ...need,
      coming: how('accepted'),
      there: how('arrived'),
      finished: how('done'),
      free: Math.max(0, need.count - taken.length),
    };
  });
}

/** How many seats nobody has taken: too many of one role do not fill another. */
export const free = (v: IncidentView): number => seats(v).reduce((n, s) => n + s.free, 0);

/** How many are done with their work. */
export const finished = (v: IncidentView): number =>
  v.offers.filter((o) => o.state === 'done').length;

/** Who has accepted counts as late so long after the time they should have been there. */
const LATE_MS = 2 * 60_000;

/** Those who said they would come and should have been there for a while. */
export const late = (v: IncidentView, now: number): Offer[] =>
  v.state === 'open' ? v.offers.filter((o) => isLate(o, now)) : [];

/** Those on the way who were noticed at the place and have not said so, earliest first. */
export const near = (v: IncidentView): Offer[] =>
  ended(v) ? [] : v.offers.filter(isNear).sort((a, b) => ms(a.near_at) - ms(b.near_at));

export const isNear = (o: Offer): boolean => o.state === 'accepted' && !absent(o.near_at);

export const isLate = (o: Offer, now: number): boolean =>
  o.state === 'accepted' && !isNear(o) && now - ms(o.eta) > LATE_MS;

/** Joins an incident with its offers. */
export const view = (incident: Incident, offers: Offer[]): IncidentView => ({
  ...incident,
  offers,
  counts: count(incident.needs, offers),
});

/** Whether nothing can happen to the incident any more. */
export const ended = (i: Incident): boolean => i.state === 'closed' || i.state === 'cancelled';
