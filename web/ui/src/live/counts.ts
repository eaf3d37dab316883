// counts.ts: the sums of a case, the same as dispatch.Case.View makes them.
import type { Counts, Incident, IncidentView, Need, Offer, OfferState } from '../api/types';

const HOLDS: ReadonlySet<OfferState> = new Set(['accepted', 'arrived', 'done']);

/** Whether an offer takes a seat of its need. */
export const holds = (o: Offer): boolean => HOLDS.has(o.state);

export function count(needs: readonly Need[], offers: readonly Offer[]): Counts {
  const n: Counts = {
    needed: needs.reduce((sum, need) => sum + need.count, 0),
    filled: 0,
    arrived: 0,
    coming: 0,
    asked: 0,
    silent: 0,
    declined: 0,
    unreachable: 0,
  };
  for (const o of offers) {
    if (holds(o)) n.filled++;
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
  arrived: number;
  coming: number;
  free: number;
}

export function seats(v: IncidentView): Seats[] {
  return v.needs.map((need) => {
    const taken = v.offers.filter((o) => o.role === need.role && holds(o));
    const arrived = taken.filter((o) => o.state !== 'accepted').length;
    return {
      ...need,
      arrived,
      coming: taken.length - arrived,
      free: Math.max(0, need.count - taken.length),
    };
  });
}

/** Joins an incident with its offers. */
export const view = (incident: Incident, offers: Offer[]): IncidentView => ({
  ...incident,
  offers,
  counts: count(incident.needs, offers),
});

/** Whether nothing can happen to the incident any more. */
export const ended = (i: Incident): boolean => i.state === 'closed' || i.state === 'cancelled';
