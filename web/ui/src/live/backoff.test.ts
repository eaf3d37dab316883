// backoff.test.ts: the wait grows, is spread, and is bounded.
import { describe, expect, it } from 'vitest';
import { delay } from './backoff';

describe('delay', () => {
  const b = { baseMs: 100, capMs: 1000 };

  it('doubles its ceiling up to the cap', () => {
    const most = [0, 1, 2, 3, 4, 5, 99].map((n) => delay(n, () => 0.999999, b));
    expect(most).toEqual([99, 199, 399, 799, 999, 999, 999]);
  });

  it('spreads over the whole range', () => {
    expect(delay(3, () => 0, b)).toBe(0);
    expect(delay(3, () => 0.5, b)).toBe(400);
  });
});
