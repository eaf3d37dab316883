// promise.test.ts: thresholds, figures that never flatter, and what is said of
// the first arrival and after the deadline.
import { describe, expect, it } from 'vitest';
import type { Gauge, IncidentView, Offer } from '../api/types';
import { count } from '../live/counts';
import { assured, first, inTime, percent, reading, verdictOf } from './promise';

const DEADLINE = Date.parse('2026-03-01T19:15:00Z');

const gauge = (with_: Partial<Gauge> = {}): Gauge => ({
  p: 0.87,
  target: 0.95,
  first_s: 210,
  here: 0,
  coming: 1,
  waiting: 6,
  roles: [],
  ...with_,
});

const offer = (with_: Partial<Offer>): Offer =>
  ({ role: 'medical_rescue', state: 'arrived', ...with_ }) as Offer;

function incident(with_: Partial<IncidentView> = {}): IncidentView {
  const needs = with_.needs ?? [
    { role: 'medical_rescue', count: 1 },
    { role: 'general', count: 2 },
  ];
  const offers = with_.offers ?? [];
  return {
    state: 'open',
    deadline: '2026-03-01T19:15:00Z',
    shortfall: '',
    ...with_,
    needs,
    offers,
    counts: count(needs, offers),
  } as IncidentView;
}

describe('the verdict', () => {
  it('turns at the goal and at 0.6, which belong to the better side', () => {
    const at = [1, 0.95, 0.9499, 0.6, 0.5999, 0];
    expect(at.map((p) => verdictOf(p, 0.95))).toEqual([
      'likely',
      'likely',
      'risk',
      'risk',
      'unlikely',
      'unlikely',
    ]);
    expect(verdictOf(0.8, 0.8)).toBe('likely');
  });
});

describe('percent', () => {
  it('rounds down: a goal shows as reached only when it is', () => {
    expect([0.9499999, 0.95, 0.29, 0.999, 1].map(percent)).toEqual([
      '94%',
      '95%',
      '29%',
      '99%',
      '100%',
    ]);
  });

  it('tells hardly any from none, and a certainty from its rounding error', () => {
    expect([0, 0.004, 0.01, 1 - 1e-13, -1e-16, 1 + 1e-12].map(percent)).toEqual([
      '0%',
      '<1%',
      '1%',
      '100%',
      '0%',
      '100%',
    ]);
  });

  it('agrees with the verdict at every chance', () => {
    for (let i = 0; i <= 10_000; i++) {
      const p = i / 10_000;
      const shown = Number.parseInt(percent(p).replace('<1%', '0'), 10);
      expect(shown >= 95, String(p)).toBe(verdictOf(p, 0.95) === 'likely');
      expect(shown >= 60, String(p)).toBe(verdictOf(p, 0.95) !== 'unlikely');
    }
  });
});

describe('the reading', () => {
  it('is nothing while the gauge is not known or nothing is promised', () => {
    expect(reading(incident(), undefined, DEADLINE - 1)).toBeUndefined();
    for (const state of ['stood_down', 'closed', 'cancelled'] as const) {
      expect(reading(incident({ state }), gauge(), DEADLINE - 1)).toBeUndefined();
    }
  });

  it('shows chance and goal before the deadline', () => {
    expect(reading(incident(), gauge(), DEADLINE - 1)).toEqual({
      verdict: 'risk',
      part: 0.87,
      target: 0.95,
      figure: '87%',
    });
  });

  it('shows from the deadline on how many were in time, whatever the gauge says', () => {
    const offers = [
      offer({ arrived_at: '2026-03-01T19:15:00Z' }),
      offer({ role: 'general', arrived_at: '2026-03-01T19:15:01Z' }),
    ];
    const missed = { verdict: 'missed', part: 1 / 3, target: undefined, figure: '1/3' };
    expect(reading(incident({ offers }), gauge({ p: 1 }), DEADLINE)).toEqual(missed);
    expect(reading(incident({ offers }), undefined, DEADLINE)).toEqual(missed);
  });

  it('says kept when all needed were there in time', () => {
    const early = { arrived_at: '2026-03-01T19:10:00Z' };
    const offers = [
      offer(early),
      offer({ role: 'general', ...early }),
      offer({ role: 'general', state: 'done', ...early }),
    ];
    expect(reading(incident({ offers }), gauge({ p: 0 }), DEADLINE + 1)?.verdict).toBe('met');
  });
});

describe('those in time', () => {
  it('fill only as many seats as their role has', () => {
    const early = { arrived_at: '2026-03-01T19:10:00Z' };
    const offers = [offer(early), offer(early), offer({ role: 'general', ...early })];
    expect(inTime(incident({ offers }))).toBe(2);
  });

  it('are not those who are only coming, and those who are done without a word of arrival', () => {
    const offers = [
      offer({ state: 'accepted' }),
      offer({ role: 'general', state: 'done', ended_at: '2026-03-01T19:14:00Z' }),
      offer({ role: 'general', state: 'withdrawn', ended_at: '2026-03-01T19:14:00Z' }),
    ];
    expect(inTime(incident({ offers }))).toBe(1);
  });
});

describe('the first arrival', () => {
  it('is told in minutes, never less than one', () => {
    const at = [1, 29, 89, 91, 210].map((first_s) => first(gauge({ first_s })));
    expect(at).toEqual([1, 1, 1, 2, 4].map((minutes) => ({ is: 'in', minutes })));
  });

  it('is a fact when somebody is there, and only likely when nobody has said so', () => {
    expect(first(gauge({ here: 1, first_s: 0 }))).toEqual({ is: 'here' });
    expect(first(gauge({ first_s: 0 }))).toEqual({ is: 'due' });
  });

  it('tells nobody likely from nobody asked and from nothing known', () => {
    const { first_s: _, ...none } = gauge();
    expect(first(none)).toEqual({ is: 'unlikely' });
    expect(first({ ...none, coming: 0, waiting: 0 })).toEqual({ is: 'unasked' });
    expect(first(undefined)).toEqual({ is: 'unknown' });
  });
});

describe('nothing more need be done', () => {
  const now = DEADLINE - 600_000;
  const needs: IncidentView['needs'] = [{ role: 'medical_rescue', count: 1 }];
  const coming = (eta: number) =>
    incident({ needs, offers: [offer({ state: 'accepted', eta: new Date(eta).toISOString() })] });

  it('if everyone comes in time, and likely so', () => {
    const soon = coming(now + 60_000);
    expect(assured(soon, gauge({ p: 0.97 }), now)).toBe(true);
    expect(assured(soon, undefined, now)).toBe(true);
    expect(assured(soon, gauge({ p: 0.9 }), now)).toBe(false);
    expect(assured(incident({ needs }), gauge({ p: 0.97 }), now)).toBe(false);
    expect(assured(coming(now - 300_000), gauge({ p: 0.97 }), now)).toBe(false);
  });
});
