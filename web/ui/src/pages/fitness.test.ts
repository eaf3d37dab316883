// fitness.test.ts: what runs out is seen in time, and places say what was typed.
import { describe, expect, it } from 'vitest';
import type { Responder } from '../api/types';
import { en } from '../i18n/en';
import { zhCN } from '../i18n/zh-CN';
import { day } from '../lib/time';
import {
  draftPlaces,
  newPlace,
  overnight,
  placesOf,
  standing,
  worries,
  worryWords,
} from './fitness';

const TODAY = '2026-05-04';
const person = (o: Partial<Responder>): Responder => ({
  id: 'v',
  version: 1,
  name: 'x',
  phone: '',
  lang: 'zh',
  modes: null,
  skills: ['medical_rescue'],
  teams: null,
  available: true,
  consent: true,
  opted_out: false,
  ...o,
});

describe('standing', () => {
  it('counts the last day as good, and thirty days ahead as soon', () => {
    expect(standing('2026-05-03', TODAY)).toBe('expired');
    expect(standing(TODAY, TODAY)).toBe('soon');
    expect(standing('2026-06-03', TODAY)).toBe('soon');
    expect(standing('2026-06-04', TODAY)).toBeUndefined();
    expect(standing('', TODAY)).toBeUndefined();
    expect(standing(undefined, TODAY)).toBeUndefined();
  });
});

describe('worries', () => {
  const med = (expires_on?: string) => ({
    skill: 'medical_rescue' as const,
    ...(expires_on ? { expires_on } : {}),
  });
  it('lists what has run out before what will', () => {
    const r = person({
      certificates: [med('2026-05-20')],
      insured_until: '2026-01-01',
      probation_until: '2026-12-31',
    });
    const found = worries(r, TODAY);
    expect(found.map((w) => `${w.kind} ${w.standing}`)).toEqual([
      'insurance expired',
      'certificate soon',
      'probation now',
    ]);
    for (const m of [en, zhCN]) {
      for (const w of found) expect(worryWords(m, w)).toContain(w.on);
    }
    expect(found.map((w) => worryWords(en, w))[1]).toContain(en.roles.medical_rescue);
  });
  it('has none of an old certificate beside a newer one, or of a skill that is not there', () => {
    expect(
      worries(person({ certificates: [med('2020-01-01'), med('2028-01-01')] }), TODAY),
    ).toEqual([]);
    expect(worries(person({ certificates: [med('2020-01-01'), med()] }), TODAY)).toEqual([]);
    expect(worries(person({ skills: null, certificates: [med('2020-01-01')] }), TODAY)).toEqual([]);
    expect(worries(person({ probation_until: '2026-05-03', certificates: null }), TODAY)).toEqual(
      [],
    );
  });
});

describe('places', () => {
  it('come back as they were', () => {
    const places = [
      {
        basis: 'station' as const,
        position: { lng: 104.1, lat: 30.6 },
        days: ['sun' as const],
        from: '20:00',
        to: '08:00',
      },
      {
        basis: 'work' as const,
        position: { lng: 104.2, lat: 30.7 },
        days: null,
        from: '09:00',
        to: '18:00',
      },
    ];
    expect(placesOf(draftPlaces(places))).toEqual([places[0], { ...places[1], days: [] }]);
    expect(draftPlaces(null)).toEqual([]);
  });
  it('are not sent while one is not complete', () => {
    const p = { ...newPlace(), at: '104.1, 30.6' };
    expect(placesOf([p])).toHaveLength(1);
    expect(placesOf([p, newPlace()])).toBeUndefined();
    expect(placesOf([{ ...p, to: '' }])).toBeUndefined();
  });
  it('keep the days in their order', () => {
    const p = { ...newPlace(), at: '104.1, 30.6', days: ['sun' as const, 'mon' as const] };
    expect(placesOf([p])?.[0]?.days).toEqual(['mon', 'sun']);
  });
  it('may end on the next day', () => {
    expect(overnight({ from: '20:00', to: '08:00' })).toBe(true);
    expect(overnight({ from: '08:00', to: '08:00' })).toBe(true);
    expect(overnight({ from: '08:00', to: '20:00' })).toBe(false);
    expect(overnight({ from: '', to: '20:00' })).toBe(false);
  });
});

describe('day', () => {
  it('is the local one', () => {
    expect(day(new Date(2026, 0, 5, 0, 30).getTime())).toBe('2026-01-05');
    expect(day(new Date(2026, 11, 31, 23, 59).getTime())).toBe('2026-12-31');
  });
});
