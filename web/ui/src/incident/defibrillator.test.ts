// defibrillator.test.ts: names in both languages, and who is sent where.
import { describe, expect, test } from 'vitest';
import type { Defibrillator, Offer } from '../api/types';
import { fetching, isFetched, placeOf, wantsOne } from './defibrillator';

const at = (name?: string, name_en?: string): Defibrillator => ({
  position: { lng: 104.06, lat: 30.65 },
  distance_m: 200,
  ...(name ? { name } : {}),
  ...(name_en ? { name_en } : {}),
});
const offer = (o: Partial<Offer>): Offer =>
  ({ role: 'defibrillator', state: 'accepted', fetch: { of: 1, extra_s: 60 }, ...o }) as Offer;

describe('defibrillators', () => {
  test('are named in the language of the screen, else by their coordinates', () => {
    expect(placeOf(at('体育馆', 'Sports hall'), 'en')).toBe('Sports hall');
    expect(placeOf(at('体育馆', 'Sports hall'), 'zh-CN')).toBe('体育馆');
    expect(placeOf(at('体育馆'), 'en')).toBe('体育馆');
    expect(placeOf(at(), 'en')).toContain('30.65');
  });

  test('are fetched by who has the role, unless it is too far out of their way', () => {
    const i = { defibrillators: [at('a'), at('b')] };
    expect(fetching(i, offer({}))).toBe(i.defibrillators[1]);
    expect(fetching(i, offer({ role: 'medical_rescue' }))).toBeUndefined();
    expect(fetching(i, offer({ fetch: { of: 1, extra_s: 601 } }))).toBeUndefined();
    expect(fetching(i, offer({ fetch: { of: 7, extra_s: 0 } }))).toBeUndefined();
    expect(fetching({}, offer({}))).toBeUndefined();
    expect([...isFetched(i, [offer({ backup: true }), offer({ state: 'asked' })])]).toEqual([]);
    expect([...isFetched(i, [offer({}), offer({})])]).toEqual([i.defibrillators[1]]);
  });

  test('are wanted where the role is needed', () => {
    expect(wantsOne({ needs: [{ role: 'defibrillator', count: 1 }] })).toBe(true);
    expect(wantsOne({ needs: [{ role: 'general', count: 1 }] })).toBe(false);
  });
});
