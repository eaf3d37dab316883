// datum.test.ts: the shifts against published vectors, and there and back again.
import { describe, expect, test } from 'vitest';
import { metersApart } from '../lib/coords';
import { datum, gcj02ToBD09, invert, type LngLat, wgs84ToGCJ02 } from './datum';

const place = ([lng, lat]: LngLat) => ({ lng, lat });
const off = (a: LngLat, b: LngLat): number => metersApart(place(a), place(b));

// Vectors of github.com/wandergis/coordtransform. Its ways back take a single
// step, ours are iterated to the end, hence the wider tolerances.
const IN: LngLat = [116.404, 39.915];
test.each<[string, LngLat, LngLat, number]>([
  ['WGS-84 to GCJ-02', wgs84ToGCJ02(IN), [116.41024449916938, 39.91640428150164], 1e-6],
  ['GCJ-02 to BD-09', gcj02ToBD09(IN), [116.41036949371029, 39.92133699351021], 1e-6],
  ['BD-09 to GCJ-02', invert(gcj02ToBD09, IN), [116.39762729119315, 39.90865673957631], 1],
  ['GCJ-02 to WGS-84', invert(wgs84ToGCJ02, IN), [116.39775550083061, 39.91359571849836], 1],
])('%s', (_, got, want, withinM) => {
  expect(off(got, want)).toBeLessThanOrEqual(withinM);
});

/** Numbers that look random and are the same every time. */
function random(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s * 48_271) % 2_147_483_647;
    return s / 2_147_483_647;
  };
}

describe.each(['gcj02', 'bd09'] as const)('%s', (name) => {
  const d = datum(name);

  test('there and back is the same place to a millimeter', () => {
    const next = random(15);
    for (let i = 0; i < 5000; i++) {
      const p = { lng: 72.1 + next() * 65.6, lat: 0.9 + next() * 54.8 };
      const [lng, lat] = d.toMap(p);
      expect(metersApart(p, { lng, lat })).toBeGreaterThan(1);
      expect(metersApart(p, d.fromMap(lng, lat))).toBeLessThan(0.001);
    }
  });

  test('a click comes back to where it was', () => {
    const [lng, lat] = d.toMap(d.fromMap(104.0665, 30.5723));
    expect(off([lng, lat], [104.0665, 30.5723])).toBeLessThan(0.001);
  });

  test('nothing is shifted outside China', () => {
    for (const p of [
      { lng: -75.5277, lat: 39.1582 },
      { lng: 151.2, lat: -33.9 },
      { lng: 0, lat: 0 },
    ]) {
      expect(d.toMap(p)).toEqual([p.lng, p.lat]);
      expect(d.fromMap(p.lng, p.lat)).toEqual(p);
    }
  });
});

test('in the cities the shift is what people know of it', () => {
  for (const p of [
    { lng: 116.4074, lat: 39.9042 },
    { lng: 121.4737, lat: 31.2304 },
    { lng: 104.0665, lat: 30.5723 },
  ]) {
    const m = metersApart(p, place(datum('gcj02').toMap(p)));
    expect(m).toBeGreaterThan(50);
    expect(m).toBeLessThan(750);
  }
});

test('WGS-84 is left alone', () => {
  const d = datum('wgs84');
  expect(d.toMap({ lng: 104, lat: 30 })).toEqual([104, 30]);
  expect(d.fromMap(104, 30)).toEqual({ lng: 104, lat: 30 });
});
