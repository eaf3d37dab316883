// promise.ts: what a gauge says, in the words and figures of the screen: before
// the deadline how likely the promise is kept, after it whether it was.
import type { Gauge, IncidentView } from '../api/types';
import { ms } from '../lib/time';
import { holds, late } from '../live/counts';

/** As it looks before the deadline; as it was, after it. */
export type Verdict = 'likely' | 'risk' | 'unlikely' | 'met' | 'missed';

/** Below this the promise is unlikely: only the officer can still help. */
export const UNLIKELY = 0.6;

/** How likely it is kept, against the chance that is aimed at. */
export function verdictOf(p: number, target: number): Verdict {
  if (p >= target) return 'likely';
  return p >= UNLIKELY ? 'risk' : 'unlikely';
}

/** Rounding errors of the sum do not make a certainty less than one. */
const EPSILON = 1e-9;

/**
 * A chance in whole percent, rounded down, so that the figure never shows a goal
 * as reached that is not: 94.9 % of 95 % is 94 %.
 */
export function percent(p: number): string {
  const whole = Math.floor(100 * Math.min(1, Math.max(0, p)) + EPSILON);
  return whole === 0 && p > EPSILON ? '<1%' : `${whole}%`;
}

/** A chance as thought of a person: nobody's is known more exactly than that. */
export const aboutPercent = (p: number): string => `${Math.round(100 * p)}%`;

/** What stands on the gauge. */
export interface Reading {
  verdict: Verdict;
  /** How far the gauge is filled, 0 to 1. */
  part: number;
  /** Where the goal is marked; none once it is over. */
  target: number | undefined;
  figure: string;
}

/** Undefined while nothing is known, or nothing is promised any more. */
export function reading(v: IncidentView, g: Gauge | undefined, now: number): Reading | undefined {
  if (v.state !== 'open') return undefined;
  if (now >= ms(v.deadline)) {
    const n = inTime(v);
    const { needed } = v.counts;
    const verdict = n >= needed ? 'met' : 'missed';
    return {
      verdict,
      part: needed > 0 ? n / needed : 1,
      target: undefined,
      figure: `${n}/${needed}`,
    };
  }
  // Before anybody may be asked there is nothing to be judged.
  if (!g || (v.wave === 0 && !v.auto)) return undefined;
  return {
    verdict: verdictOf(g.p, g.target),
    part: g.p,
    target: g.target,
    figure: percent(g.p),
  };
}

/**
 * Whether nothing more need be done for it: everyone needed comes or is there, nobody
 * is late, and the promise is not in doubt. Only then is it shown as good.
 */
export function assured(v: IncidentView, g: Gauge | undefined, now: number): boolean {
  if (v.counts.filled < v.counts.needed || late(v, now).length > 0) return false;
  const verdict = reading(v, g, now)?.verdict;
  return verdict === undefined || verdict === 'likely' || verdict === 'met';
}

/** How many of those needed were on the scene before the deadline. */
export function inTime(v: IncidentView): number {
  const deadline = ms(v.deadline);
  const there = v.offers.filter((o) => holds(o) && ms(o.arrived_at || o.ended_at) <= deadline);
  return v.needs.reduce(
    (sum, need) => sum + Math.min(need.count, there.filter((o) => o.role === need.role).length),
    0,
  );
}

/** When the first of them is there, as far as a sentence can say it. */
export type First =
  | { is: 'unknown' }
  | { is: 'here' }
  | { is: 'due' }
  | { is: 'in'; minutes: number }
  | { is: 'unlikely' }
  | { is: 'unasked' };

export function first(g: Gauge | undefined): First {
  if (!g) return { is: 'unknown' };
  if (g.here > 0) return { is: 'here' };
  if (g.first_s === undefined) {
    return { is: g.coming + g.waiting > 0 ? 'unlikely' : 'unasked' };
  }
  if (g.first_s <= 0) return { is: 'due' };
  return { is: 'in', minutes: Math.max(1, Math.round(g.first_s / 60)) };
}
