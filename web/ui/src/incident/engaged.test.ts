// engaged.test.ts: which other incident binds somebody, and what taking them
// from it means.
import { describe, expect, it } from 'vitest';
import type { Engaged, Incident, IncidentView, Offer, OfferState, Priority } from '../api/types';
import { view } from '../live/counts';
import { against, engagedIn, losers, takeable } from './engaged';

let number = 0;
const incident = (id: string, state: Incident['state'], ...offers: [string, OfferState][]) =>
  view(
    { id, number: ++number, kind: 'fire', priority: 'P3', state, needs: [] } as unknown as Incident,
    offers.map(([responder, s], i) => ({ id: `${id}-${i}`, responder, state: s }) as Offer),
  );
const cases = (...list: IncidentView[]) => new Map(list.map((v) => [v.id, v]));

describe('engagedIn', () => {
  it('finds what binds most, elsewhere, while it lasts', () => {
    const all = cases(
      incident('here', 'open', ['li', 'accepted']),
      incident('a', 'open', ['li', 'asked'], ['wang', 'declined']),
      incident('b', 'stood_down', ['li', 'accepted'], ['zhao', 'asked']),
      incident('c', 'closed', ['wang', 'accepted']),
    );
    expect(engagedIn(all, 'li', 'here')).toMatchObject({ incident: 'b', state: 'accepted' });
    expect(engagedIn(all, 'li', 'b')).toMatchObject({ incident: 'here' });
    expect(engagedIn(all, 'zhao', 'here')).toMatchObject({ incident: 'b', state: 'asked' });
    expect(engagedIn(all, 'wang', 'here')).toBeUndefined();
    expect(engagedIn(all, 'nobody', 'here')).toBeUndefined();
  });
});

describe('taking somebody', () => {
  it('is possible on the way only', () => {
    const e = (state: OfferState): Engaged => ({ state }) as Engaged;
    expect(takeable(e('accepted'))).toBe(true);
    for (const s of ['arrived', 'asked'] as OfferState[]) expect(takeable(e(s)), s).toBe(false);
    expect(takeable(undefined)).toBe(false);
  });

  it('says which of the two is more urgent', () => {
    expect(against('P3', 'P1')).toBe('less');
    expect(against('P1', 'P1')).toBe('same');
    expect(against('P1', 'P2')).toBe('more');
  });

  it('names each incident that loses people once', () => {
    const e = (id: string, priority: Priority, n: number): { engaged: Engaged } => ({
      engaged: { incident: id, priority, number: n } as Engaged,
    });
    const list = [e('a', 'P4', 7), e('b', 'P3', 9), e('a', 'P4', 7), {}];
    expect(losers(list).map((x) => x.number)).toEqual([9, 7]);
  });
});
