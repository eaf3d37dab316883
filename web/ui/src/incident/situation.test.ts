// situation.test.ts: the screen says the right thing at every stage.
import { describe, expect, it } from 'vitest';
import type { Incident, IncidentView, Offer } from '../api/types';
import { view } from '../live/counts';
import { acting, situation } from './situation';

const of = (i: Partial<Incident>, states: Offer['state'][] = []): IncidentView =>
  view(
    { state: 'open', auto: true, needs: [{ role: 'general', count: 2 }], ...i } as Incident,
    states.map((state, n) => ({ id: String(n), role: 'general', state }) as Offer),
  );

describe('situation', () => {
  it('follows an incident through its life', () => {
    expect(situation(of({ auto: false }))).toBe('waitsForYou');
    expect(situation(of({}))).toBe('looking');
    expect(situation(of({}, ['asked', 'asked']))).toBe('asking');
    expect(situation(of({}, ['accepted', 'asked']))).toBe('asking');
    expect(situation(of({}, ['accepted', 'arrived']))).toBe('filled');
    expect(situation(of({}, ['arrived', 'done']))).toBe('allThere');
    expect(situation(of({}, ['done', 'done', 'stood_down']))).toBe('allDone');
    expect(situation(of({ state: 'stood_down' }, ['arrived', 'stood_down']))).toBe('stoodDown');
    expect(situation(of({ state: 'closed' }, ['done', 'done']))).toBe('closed');
    expect(situation(of({ state: 'cancelled' }))).toBe('cancelled');
  });

  it('says first that people are missing', () => {
    expect(situation(of({ shortfall: 'nobody_near' }))).toBe('shortfall');
    expect(situation(of({ shortfall: 'nobody_left' }, ['asked', 'declined']))).toBe('shortfall');
  });

  it('tells a countdown from a hold from a plan that waits', () => {
    const soon = '2026-05-04T15:00:00+08:00';
    expect(situation(of({ auto: false, activate_at: soon }))).toBe('countdown');
    expect(situation(of({ auto: false, held: true }))).toBe('held');
    expect(situation(of({ auto: false, held: true }, ['asked']))).toBe('held');
    expect(acting(of({ auto: false, activate_at: soon }))).toBe(true);
    expect(acting(of({}))).toBe(true);
    expect(acting(of({}, ['accepted', 'accepted']))).toBe(false);
    expect(acting(of({ auto: false }))).toBe(false);
    expect(acting(of({ auto: false, held: true }))).toBe(false);
    expect(acting(of({ state: 'stood_down' }))).toBe(false);
  });

  it('is not fooled by too many in one role', () => {
    const v = of(
      {
        needs: [
          { role: 'medical_rescue', count: 1 },
          { role: 'general', count: 1 },
        ],
      },
      ['accepted', 'accepted'],
    );
    expect(situation(v)).toBe('looking');
  });
});
