// situation.test.ts: the screen says the right thing at every stage.
import { describe, expect, it } from 'vitest';
import type { Incident, IncidentView, Offer } from '../api/types';
import { view } from '../live/counts';
import { situation } from './situation';

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
