// overrule.test.ts: what may be overruled, and when the server wants to know why.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import type { Reason } from '../api/types';
import { handRule, wantsReason } from './overrule';

describe('overruling', () => {
  it('sorts reasons as the server does', () => {
    for (const r of ['', 'no_position', 'asked_elsewhere'] as (Reason | '')[]) {
      expect(handRule(r), r).toBe('allowed');
    }
    for (const r of ['resting', 'too_far', 'quiet_hours', 'not_available'] as Reason[]) {
      expect(handRule(r), r).toBe('needs_reason');
    }
    for (const r of ['opted_out', 'no_consent', 'busy', 'asked_already'] as Reason[]) {
      expect(handRule(r), r).toBe('impossible');
    }
    expect(handRule(undefined)).toBe('allowed');
  });

  it('asks why only if that was the only thing wrong', () => {
    expect(wantsReason(new ApiError('invalid', 400, { field: 'reason' }))).toBe(true);
    expect(wantsReason(new ApiError('invalid', 400, { field: 'role' }))).toBe(false);
    expect(wantsReason(new ApiError('conflict', 409, { field: 'reason' }))).toBe(false);
    expect(wantsReason(new Error('x'))).toBe(false);
  });
});
