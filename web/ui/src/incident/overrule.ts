// overrule.ts: what an officer may overrule, and what wants a reason (the same
// as dispatch/byhand_rule.go; the server has the last word).
import { ApiError } from '../api/client';
import type { Reason } from '../api/types';

export type HandRule = 'allowed' | 'needs_reason' | 'impossible';

/** What is only not known may be tried at once. */
const ALLOWED: ReadonlySet<string> = new Set([
  '',
  'no_position',
  'position_stale',
  'no_mode',
  'asked_elsewhere',
  'unreachable',
]);

/** The person's own no, and what cannot work, stands. */
const IMPOSSIBLE: ReadonlySet<string> = new Set([
  'opted_out',
  'no_consent',
  'no_phone',
  'busy',
  'asked_already',
  'no_letter',
]);

/** Whatever else speaks against somebody protects them or the patient. */
export function handRule(reason: Reason | '' | undefined): HandRule {
  if (ALLOWED.has(reason ?? '')) return 'allowed';
  return IMPOSSIBLE.has(reason ?? '') ? 'impossible' : 'needs_reason';
}

/** Whether the server refused only because it was not told why. */
export const wantsReason = (e: unknown): boolean =>
  e instanceof ApiError && e.code === 'invalid' && e.problem.field === 'reason';

/** The most that a reason may say, in characters. */
export const MAX_REASON = 200;
