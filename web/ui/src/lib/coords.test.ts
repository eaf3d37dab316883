// coords.test.ts: what people paste is read as they mean it.
import { describe, expect, it } from 'vitest';
import { bareCoordinates, circle, metersApart, parsePlace, robustBounds } from './coords';

describe('parsePlace', () => {
  it('reads the usual spellings', () => {
    const chengdu = { lng: 104.0668, lat: 30.5728 };
    for (const text of [
      '104.0668, 30.5728',
      '104.0668,30.5728',
      ' 104.0668 30.5728 ',
      '104.0668,30.5728',
      '30.5728, 104.0668',
      '30.5728N 104.0668E',
      '30.5728°N, 104.0668°E',
    ]) {
      expect(parsePlace(text), text).toEqual(chengdu);
    }
    expect(parsePlace('33.4S 70.6W')).toEqual({ lng: -70.6, lat: -33.4 });
    expect(parsePlace('12.5, 41.9')).toEqual({ lng: 12.5, lat: 41.9 });
  });

  it('takes the reading nearer to where the volunteers are', () => {
    const wilmington = { lng: -75.55, lat: 39.74 };
    const square = { lng: -75.5466, lat: 39.7459 };
    expect(parsePlace('39.7459, -75.5466', wilmington)).toEqual(square);
    expect(parsePlace('-75.5466, 39.7459', wilmington)).toEqual(square);
    expect(parsePlace('39.7459, -75.5466')).toEqual({ lng: 39.7459, lat: -75.5466 });
  });

  it('refuses what is no place', () => {
    for (const text of ['', '104.07', 'abc', '104, 30, 7', '999, 12', '104, 200']) {
      expect(parsePlace(text), text).toBeUndefined();
    }
  });
});

describe('circle', () => {
  it('is closed and a radius wide', () => {
    const ring = circle({ lng: 104, lat: 30 }, 1000, 4);
    expect(ring).toHaveLength(5);
    expect(ring[4]?.[0]).toBeCloseTo(ring[0]?.[0] ?? Number.NaN, 9);
    const north = ((ring[0]?.[1] ?? 0) - 30) * (Math.PI / 180) * 6_378_137;
    expect(north).toBeCloseTo(1000, 0);
    const east = ((ring[1]?.[0] ?? 0) - 104) * (Math.PI / 180) * 6_378_137 * Math.cos(Math.PI / 6);
    expect(east).toBeCloseTo(1000, 0);
  });
});

describe('robustBounds', () => {
  it('leaves strays out of a crowd, but nobody out of a few', () => {
    const crowd = Array.from({ length: 99 }, (_, i) => ({ lng: 104 + i / 1000, lat: 30 }));
    const [west, south, east, north] = robustBounds([...crowd, { lng: 0, lat: 0 }]) ?? [0, 0, 0, 0];
    expect([south, north]).toEqual([30, 30]);
    expect(west).toBeGreaterThanOrEqual(104);
    expect(east).toBeLessThan(104.1);
    expect(robustBounds([{ lng: 1, lat: 2 }])).toEqual([1, 2, 1, 2]);
    expect(robustBounds([])).toBeUndefined();
  });
});

describe('metersApart', () => {
  it('knows how far it is', () => {
    const chengdu = { lng: 104.0668, lat: 30.5728 };
    expect(metersApart(chengdu, chengdu)).toBe(0);
    expect(metersApart(chengdu, { lng: 104.0668, lat: 31.5728 })).toBeCloseTo(111_320, -2);
    expect(metersApart({ lng: 179.9, lat: 0 }, { lng: -179.9, lat: 0 })).toBeCloseTo(22_264, -2);
  });
});

describe('coordinates among addresses', () => {
  it('are figures and nothing else', () => {
    expect(bareCoordinates('104.0668, 30.5728')).toEqual({ lng: 104.0668, lat: 30.5728 });
    expect(bareCoordinates('30.5728°N 104.0668°E')).toEqual({ lng: 104.0668, lat: 30.5728 });
    for (const text of ['建设路 55 号 3 栋', '55 3', '104, 30', 'A1 2.5', '', '人民路 1.5 2.5'])
      expect(bareCoordinates(text), text).toBeUndefined();
  });
});
