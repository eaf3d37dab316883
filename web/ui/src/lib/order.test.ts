// order.test.ts: life first, drills last, and search finds what officers say.
import { describe, expect, it } from 'vitest';
import type { IncidentView } from '../api/types';
import { byUrgency, matches, needsOfficer } from './order';

const counts = {
  needed: 2,
  filled: 2,
  backup: 0,
  arrived: 0,
  coming: 2,
  asked: 0,
  silent: 0,
  declined: 0,
  unreachable: 0,
};

const one = (over: Partial<IncidentView>): IncidentView =>
  ({
    state: 'open',
    priority: 'P2',
    number: 1,
    auto: true,
    wave: 1,
    exercise: false,
    offers: [],
    counts,
    ...over,
  }) as IncidentView;

describe('byUrgency', () => {
  it('puts life first, then the newest; drills, stood-down and ended ones later', () => {
    const list = [
      one({ number: 1, state: 'closed', priority: 'P1' }),
      one({ number: 2 }),
      one({ number: 3, priority: 'P1', exercise: true }),
      one({ number: 4, priority: 'P1' }),
      one({ number: 5, priority: 'P1', state: 'stood_down' }),
      one({ number: 6 }),
    ];
    expect(list.sort(byUrgency).map((v) => v.number)).toEqual([4, 6, 2, 5, 3, 1]);
  });

  it('puts first what needs the officer, then priority, then the deadline', () => {
    const deadline = (minute: number) => `2026-01-01T00:${minute}:00Z`;
    const list = [
      one({ number: 1, priority: 'P1', deadline: deadline(20) }),
      one({ number: 2, priority: 'P1', deadline: deadline(10) }),
      one({ number: 3, priority: 'P3', auto: false, wave: 0 }),
      one({ number: 4, shortfall: 'nobody_near' }),
      one({ id: 'i5', number: 5 }),
      one({ number: 6, state: 'stood_down', shortfall: 'nobody_near' }),
      one({ number: 7, priority: 'P1', counts: { ...counts, needed: 3, filled: 1 } }),
    ];
    const replies = new Set(['i5']);
    const order = list.toSorted((a, b) => byUrgency(a, b, replies)).map((v) => v.number);
    expect(order).toEqual([7, 5, 4, 3, 2, 1, 6]);
    expect(needsOfficer(one({ id: 'i5', state: 'closed' }), replies)).toBe(false);
  });
});

describe('matches', () => {
  const v = one({ number: 42, address: '天府广场', note: 'Fell from a ladder' });
  it('finds by number, address, note and kind', () => {
    for (const q of ['', ' #42', '42', '天府', 'ladder', 'LADDER', '受伤']) {
      expect(matches(v, q, '受伤'), q).toBe(true);
    }
    expect(matches(v, '43', '受伤')).toBe(false);
  });
});
