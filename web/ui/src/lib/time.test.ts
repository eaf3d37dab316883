// time.test.ts: countdowns and clock times read as people expect (zone +08:00).
import { describe, expect, it } from 'vitest';
import { absent, clock, left, minutesUntil, span } from './time';

const at = Date.parse('2026-03-01T19:12:05Z'); // 03:12:05 on 2 March in Chengdu

describe('span', () => {
  it('shows minutes and seconds, hours only when needed', () => {
    expect([0, 9_999, 761_000, 3_599_000, 3_723_000].map(span)).toEqual([
      '00:00',
      '00:09',
      '12:41',
      '59:59',
      '1:02:03',
    ]);
  });
});

describe('left', () => {
  it('reaches zero exactly at the deadline and counts up after it', () => {
    expect(left(at, at - 1)).toEqual({ over: false, text: '00:01' });
    expect(left(at, at - 60_000)).toEqual({ over: false, text: '01:00' });
    expect(left(at, at)).toEqual({ over: true, text: '00:00' });
    expect(left(at, at + 133_900)).toEqual({ over: true, text: '02:13' });
  });
});

describe('clock', () => {
  it('leaves the day out within half a day, also across midnight, and says it otherwise', () => {
    const midnight = Date.parse('2026-03-01T15:59:50Z');
    expect(clock('2026-03-01T16:05:00Z', midnight, 'en')).toBe('00:05:00');
    expect(clock('2026-03-01T19:12:05Z', at, 'zh-CN')).toBe('03:12:05');
    expect(clock('2026-03-01T19:12:05Z', at, 'en', false)).toBe('03:12');
    expect(clock('2026-02-28T19:12:05Z', at, 'en')).toBe('Mar 1 03:12:05');
    expect(clock('2026-02-28T19:12:05Z', at, 'zh-CN')).toBe('3月1日 03:12:05');
  });

  it('shows a dash for a time that is not there', () => {
    expect(clock(undefined, at, 'en')).toBe('–');
    expect(clock('0001-01-01T00:00:00Z', at, 'en')).toBe('–');
    expect(absent('0001-01-01T00:00:00Z')).toBe(true);
  });
});

describe('minutesUntil', () => {
  it('rounds up and never goes below zero', () => {
    expect(minutesUntil('2026-03-01T19:14:06Z', at)).toBe(3);
    expect(minutesUntil('2026-03-01T19:00:00Z', at)).toBe(0);
  });
});
