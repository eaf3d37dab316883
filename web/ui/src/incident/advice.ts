// advice.ts: when advice is shown, and what of it stands where. Pure.
import type { Advice, Gauge, IncidentView, Means, Role } from '../api/types';
import { free } from '../live/counts';

/** How far below the target the promise must fall before advice is offered. */
const FALLS = 0.05;

/**
 * Whether the promise is in doubt, so that advice is offered. What is offered
 * stays until the target is reached again: nothing blinks on the screen.
 */
export function doubts(before: boolean, v: IncidentView, g: Gauge | undefined): boolean {
  if (v.state !== 'open' || free(v) === 0 || v.wave === 0) return false;
  if (!g) return before;
  return g.p < (before ? g.target : g.target - FALLS);
}

/** The means that ask people: a tap on them asks those named. */
const asks = (x: Means): boolean =>
  x.kind === 'by_hand' || x.kind === 'reassign' || x.kind === 'stand_in';

/** The means that can be done in one tap. */
export const doable = (x: Means): boolean => x.kind === 'deadline' || asks(x);

/**
 * What stands behind the arrow: the promise, or, where it stays broken for lack of
 * others, the need that becomes likeliest.
 */
export function becomes(
  x: Means,
  before: number,
): { role: Role | undefined; p: number } | undefined {
  const p = x.p ?? 0;
  if (p - before >= VISIBLE) return { role: undefined, p };
  const best = [...(x.roles ?? [])].sort((a, b) => b.p - a.p)[0];
  return best ? { role: best.role, p: best.p } : undefined;
}

/** A gain that can be seen in whole percent. */
const VISIBLE = 0.01;

/** The names of the first few, and how many more there are. */
export function fewNames(x: Means, most = 3): { names: string[]; more: number } {
  const names = (x.people ?? []).map((p) => p.name);
  return { names: names.slice(0, most), more: Math.max(0, names.length - most) };
}

/** How many a tap on it asks; of a later deadline, how many it brings within reach. */
export const concerned = (x: Means): number => (asks(x) ? (x.people?.length ?? 0) : x.count);

/** Whether two pieces of advice offer the same, whatever the figures. */
export const alike = (a: Means, b: Means): boolean =>
  a.kind === b.kind && a.reason === b.reason && a.role === b.role;

/**
 * Keeps the order that is on the screen while it is still about the same things:
 * a row must not move under the finger.
 */
export function settled(before: Advice | undefined, next: Advice): Advice {
  if (!before) return next;
  const place = (x: Means): number => {
    const i = before.means.findIndex((y) => alike(x, y));
    return i < 0 ? before.means.length : i;
  };
  const means = next.means
    .map((x, i) => ({ x, i }))
    .sort((a, b) => place(a.x) - place(b.x) || a.i - b.i)
    .map(({ x }) => x);
  return { ...next, means };
}
