// advice.test.ts: advice comes when the promise is in doubt, does not blink, and
// its rows stay where they are.
import { describe, expect, it } from 'vitest';
import type { Advice, Gauge, Incident, IncidentView, Means } from '../api/types';
import { view } from '../live/counts';
import { alike, becomes, concerned, doable, doubts, fewNames, settled } from './advice';

const incident = (i: Partial<Incident> = {}): IncidentView =>
  view(
    {
      state: 'open',
      auto: true,
      wave: 1,
      needs: [{ role: 'general', count: 1 }],
      ...i,
    } as Incident,
    [],
  );
const gauge = (p: number): Gauge => ({ p, target: 0.95 }) as Gauge;
const means = (x: Partial<Means>): Means => ({ kind: 'by_hand', count: 1, ...x });
const person = (name: string) => ({ responder: name, name, roles: [], distance_m: 1 });

describe('doubts', () => {
  it('begin well below the target and end at it', () => {
    const v = incident();
    expect(doubts(false, v, gauge(0.94))).toBe(false);
    expect(doubts(false, v, gauge(0.89))).toBe(true);
    expect(doubts(true, v, gauge(0.94))).toBe(true);
    expect(doubts(true, v, gauge(0.95))).toBe(false);
    expect(doubts(true, v, undefined)).toBe(true);
    expect(doubts(false, v, undefined)).toBe(false);
  });

  it('are not raised before anybody was asked, nor when it is over', () => {
    expect(doubts(true, incident({ wave: 0 }), gauge(0))).toBe(false);
    expect(doubts(true, incident({ state: 'stood_down' }), gauge(0))).toBe(false);
    const full = incident({ needs: [] });
    expect(doubts(true, full, gauge(0.2))).toBe(false);
  });
});

describe('advice', () => {
  it('keeps its rows in their places while figures change', () => {
    const rest = means({ reason: 'resting', p: 0.7 });
    const off = means({ reason: 'not_available', p: 0.6 });
    const later = means({ kind: 'deadline', p: 0.8 });
    const of = (...list: Means[]): Advice => ({ means: list }) as Advice;
    const first = settled(undefined, of(rest, off));
    expect(first.means).toEqual([rest, off]);
    const better = { ...off, p: 0.9 };
    expect(settled(first, of(better, rest)).means).toEqual([rest, better]);
    expect(settled(first, of(later, better)).means).toEqual([better, later]);
  });

  it('shows the promise, or the need that gets likelier while others lack', () => {
    const roles: Means['roles'] = [
      { role: 'general', p: 0.4 },
      { role: 'medical_rescue', p: 0.8 },
    ];
    expect(becomes(means({ p: 0.6, roles }), 0.3)).toEqual({ role: undefined, p: 0.6 });
    expect(becomes(means({ p: 0, roles }), 0)).toEqual({ role: 'medical_rescue', p: 0.8 });
    expect(becomes(means({}), 0)).toBeUndefined();
  });

  it('says whom it concerns', () => {
    const x = means({ count: 30, people: ['A', 'B', 'C', 'D', 'E'].map(person) });
    expect(concerned(x)).toBe(5);
    expect(fewNames(x)).toEqual({ names: ['A', 'B', 'C'], more: 2 });
    expect(concerned(means({ kind: 'deadline', count: 4 }))).toBe(4);
    expect(concerned(means({ kind: 'phone', count: 30, people: [person('A')] }))).toBe(30);
    expect(doable(means({ kind: 'phone' }))).toBe(false);
    const taken = means({ kind: 'reassign', reason: 'busy', count: 9, people: [person('A')] });
    expect(doable(taken)).toBe(true);
    expect(concerned(taken)).toBe(1);
    expect(doable(means({ kind: 'stand_in' }))).toBe(true);
    expect(alike(means({ reason: 'resting' }), means({ reason: 'not_available' }))).toBe(false);
  });
});
