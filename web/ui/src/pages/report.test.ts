// report.test.ts: the report's periods and its chart.
import { expect, it } from 'vitest';
import { interval, perPerson, points, span } from './report';

it('counts days with today', () => {
  const now = new Date(2026, 4, 4, 15).getTime();
  expect(span(7, now)).toEqual({ from: '2026-04-28', to: '2026-05-05' });
  expect(span(365, now).from).toBe('2025-05-05');
});

it('knows how sure a share is', () => {
  const [low, high] = interval(0.9, 100);
  expect(low).toBeCloseTo(0.8256, 3); // Wilson's own formula by hand
  expect(high).toBeCloseTo(0.9448, 3);
  expect(interval(0, 0)).toEqual([0, 1]);
  expect(interval(1, 3)[1]).toBe(1);
});

it('draws the tenths that have cases', () => {
  const tenths = Array.from({ length: 10 }, (_, i) => ({
    n: i === 3 ? 4 : i === 9 ? 100 : 0,
    predicted: i / 10,
    real: 0.5,
  }));
  const list = points(tenths);
  expect(list.map((p) => p.n)).toEqual([4, 100]);
  expect(list[0]?.size).toBeLessThan(list[1]?.size ?? 0);
});

it('divides texts by people', () => {
  expect(perPerson({ alerts: 30, arrived: 12 })).toBe(2.5);
  expect(perPerson({ alerts: 30, arrived: 0 })).toBeUndefined();
});
