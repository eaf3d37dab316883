// throttle.test.ts: never more often than allowed, and the last news is not lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from './throttle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('throttle', () => {
  const made = () => {
    const at: number[] = [];
    const t0 = Date.now();
    const throttle = new Throttle(
      () => at.push(Date.now() - t0),
      10_000,
      () => Date.now(),
    );
    return { at, throttle };
  };

  it('acts at once, then once in a while however much news there is', () => {
    const { at, throttle } = made();
    for (let i = 0; i < 25; i++) {
      throttle.news();
      vi.advanceTimersByTime(1000);
    }
    expect(at).toEqual([0, 10_000, 20_000]);
  });

  it('acts on the last news, and then no more', () => {
    const { at, throttle } = made();
    throttle.news();
    vi.advanceTimersByTime(4000);
    throttle.news();
    vi.advanceTimersByTime(60_000);
    expect(at).toEqual([0, 10_000]);
  });

  it('acts on demand at once, which counts as the last time', () => {
    const { at, throttle } = made();
    throttle.news();
    vi.advanceTimersByTime(3000);
    throttle.news();
    throttle.go();
    vi.advanceTimersByTime(2000);
    throttle.news();
    vi.advanceTimersByTime(60_000);
    expect(at).toEqual([0, 3000, 13_000]);
  });

  it('can be stopped', () => {
    const { at, throttle } = made();
    throttle.go();
    throttle.news();
    throttle.stop();
    vi.advanceTimersByTime(60_000);
    expect(at).toEqual([0]);
  });
});
