// retry.test.ts: tiles that do not come are asked for again until they come.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Retry, type TileId } from './retry';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const A: TileId = { z: 14, x: 1, y: 2 };
const B: TileId = { z: 14, x: 1, y: 3 };

test('the officer is told once, and told when it is over', () => {
  const trouble = vi.fn();
  const again = vi.fn();
  const r = new Retry(again, trouble);
  r.failed(A);
  r.failed(B);
  r.failed(A);
  expect(trouble.mock.calls).toEqual([[true]]);
  vi.advanceTimersByTime(2_000);
  expect(again.mock.calls).toEqual([[[A, B]]]);
  vi.advanceTimersByTime(4_000);
  expect(trouble.mock.calls).toEqual([[true], [false]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a tile that keeps failing is asked for less and less often', () => {
  const at: number[] = [];
  const trouble = vi.fn();
  const r: Retry = new Retry(() => {
    at.push(Date.now());
    r.failed(A);
  }, trouble);
  r.failed(A);
  vi.advanceTimersByTime(10 * 60_000);
  expect(at.length).toBeGreaterThan(9);
  expect(at.length).toBeLessThan(30);
  const gaps = at.slice(1).map((t, i) => t - (at[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(30_000);
  expect(trouble.mock.calls).toEqual([[true]]);
  r.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('trouble after trouble is told again, and starts quickly again', () => {
  const trouble = vi.fn();
  const again = vi.fn();
  const r = new Retry(again, trouble);
  r.failed(A);
  vi.advanceTimersByTime(60_000);
  r.failed(B);
  vi.advanceTimersByTime(2_000);
  expect(again.mock.calls).toEqual([[[A]], [[B]]]);
  expect(trouble.mock.calls).toEqual([[true], [false], [true]]);
  r.stop();
});
