// hindsight.ts: ways of asking, as they are written for the server and as
// people say them.
import type { Came } from '../api/types';
import type { Messages } from '../i18n/en';
import { distance } from '../i18n/label';

/** The most that a number of people to ask may be. */
export const MOST = 40;

export const nearest = (n: number): string => `nearest:${n}`;

/** A way of asking in words; one that is not known stays as it is written. */
export function wording(m: Messages, policy: string): string {
  const h = m.hindsight;
  const [name = '', rest = ''] = policy.split(':');
  const [count = '', every = ''] = rest.split('/');
  const n = Number(count.replace(/m$/, ''));
  if (name === 'was') return h.was;
  if (policy === 'fifteen') return h.fifteen;
  if (!Number.isFinite(n) || n <= 0) return policy;
  if (name === 'nearest') return h.nearest(n);
  if (name === 'replace') return h.replace(n);
  if (name === 'waves') return h.waves(n, Number.parseInt(every, 10));
  if (name === 'everyone') return h.everyone(distance(m, n));
  return policy;
}

/** Without repetitions: what was compared anew takes the place of the old. */
export function merged(old: readonly Came[], more: readonly Came[]): Came[] {
  const out = new Map(old.map((c) => [c.policy, c]));
  for (const c of more) out.set(c.policy, c);
  return [...out.values()].sort((a, b) => size(a.policy) - size(b.policy));
}

/** By kind first, then by number: the nearest few before the nearest many. */
function size(policy: string): number {
  const kind = ['nearest', 'waves', 'replace', 'everyone', 'fifteen'].indexOf(
    policy.split(':')[0] ?? '',
  );
  return kind * 10_000 + (Number.parseFloat(policy.split(':')[1] ?? '0') || 0);
}
