// way.test.ts: the row of somebody on the way says what the way says.
import { describe, expect, it } from 'vitest';
import type { Offer, Way } from '../api/types';
import { boundsOf, delayed, etaOf, staleMinutes, wayFacts } from './way';

const NOW = Date.parse('2026-01-01T00:10:00Z');

const way = (over: Partial<Way['properties']> = {}): Way => ({
  type: 'Feature',
  geometry: {
    type: 'LineString',
    coordinates: [
      [104.02, 30.61],
      [104.0, 30.63],
      [104.01, 30.6],
    ],
  },
  properties: {
    mode: 'ebike',
    travel_s: 600,
    distance_m: 3000,
    left_m: 1200,
    progress: 0.6,
    eta: '2026-01-01T00:13:30Z',
    travel: 'streets',
    why: '',
    from_basis: 'live',
    position_at: '2026-01-01T00:09:40Z',
    remaining_s: [210, 100, 0],
    ...over,
  },
});
const offer = { eta: '2026-01-01T00:08:00Z' } as Offer;

describe('the facts of a way', () => {
  it('are percent, meters and minutes', () => {
    expect(wayFacts(way(), NOW)).toEqual({
      basis: 'live',
      percent: 60,
      leftM: 1200,
      minutes: 4,
      close: false,
      travel: 'streets',
      why: '',
      home: false,
    });
  });

  it('never leave their bounds', () => {
    expect(wayFacts(way({ progress: 1.4, left_m: -3 }), NOW)).toMatchObject({
      percent: 100,
      leftM: 0,
    });
    expect(wayFacts(way({ progress: -0.2, eta: '2026-01-01T00:01:00Z' }), NOW)).toMatchObject({
      percent: 0,
      minutes: 0,
    });
  });

  it('call somebody close only where their phone is', () => {
    expect(wayFacts(way({ left_m: 60 }), NOW).close).toBe(true);
    expect(wayFacts(way({ left_m: 60, from_basis: 'work' }), NOW)).toMatchObject({
      basis: 'work',
      close: false,
      home: true,
    });
  });

  it('say how old a position is, once that matters', () => {
    expect(staleMinutes('live', '2026-01-01T00:07:30Z', NOW)).toBeUndefined();
    expect(staleMinutes('live', '2026-01-01T00:03:30Z', NOW)).toBe(6);
    expect(staleMinutes('home', '2025-01-01T00:00:00Z', NOW)).toBeUndefined();
    expect(staleMinutes('live', undefined, NOW)).toBeUndefined();
  });
});

describe('the time of arrival', () => {
  it('is that of the way while the phone tells where it is', () => {
    expect(etaOf(offer, way().properties, NOW)).toEqual({
      at: '2026-01-01T00:13:30Z',
      first: offer.eta,
    });
    expect(
      etaOf(offer, way({ eta: '2026-01-01T00:09:00Z' }).properties, NOW).first,
    ).toBeUndefined();
  });

  it('is a delay when it is later than first said, not when it is earlier', () => {
    expect(delayed(etaOf(offer, way().properties, NOW))).toBe(true);
    const early = way({ eta: '2026-01-01T00:02:00Z' }).properties;
    expect(delayed(etaOf(offer, early, NOW))).toBe(false);
    expect(delayed(etaOf(offer, undefined, NOW))).toBe(false);
  });

  it('is that of the offer otherwise', () => {
    const first = { at: offer.eta, first: undefined };
    expect(etaOf(offer, undefined, NOW)).toEqual(first);
    expect(etaOf(offer, way({ from_basis: 'home' }).properties, NOW)).toEqual(first);
    expect(etaOf(offer, way({ position_at: '2026-01-01T00:02:00Z' }).properties, NOW)).toEqual(
      first,
    );
  });
});

it('a way fits into its bounds', () => {
  expect(boundsOf(way())).toEqual([104.0, 30.6, 104.02, 30.63]);
  const nothing: Way = { ...way(), geometry: { type: 'LineString', coordinates: [] } };
  expect(boundsOf(nothing)).toBeUndefined();
});
