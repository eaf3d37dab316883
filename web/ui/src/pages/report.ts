// report.ts: the figures of the report as the page draws them.
import type { Bucket, Report } from '../api/types';
import { day } from '../lib/time';

/** Spans of days to choose from. */
export const SPANS = [7, 30, 90, 365] as const;

/** Fewer cases than this prove nothing. */
export const FEW = 10;

/** The days of a span that ends with today; the last one is not part of it. */
export function span(days: number, now: number): { from: string; to: string } {
  const at = (offset: number): string => {
    const d = new Date(now);
    d.setDate(d.getDate() + offset);
    return day(d.getTime());
  };
  return { from: at(1 - days), to: at(1) };
}

/**
 * The 95 % confidence interval of a share (Wilson, Journal of the American
 * Statistical Association, 1927).
 */
export function interval(share: number, n: number): [low: number, high: number] {
  if (n <= 0) return [0, 1];
  const z = 1.96;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half =
    (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** One point of the chart; coordinates are shares. */
export interface Point extends Bucket {
  low: number;
  high: number;
  /** Radius in the chart's units, by the number of cases. */
  size: number;
}

/** The tenths that have any cases. */
export function points(tenths: readonly Bucket[]): Point[] {
  const most = Math.max(1, ...tenths.map((t) => t.n));
  return tenths
    .filter((t) => t.n > 0)
    .map((t) => {
      const [low, high] = interval(t.real, t.n);
      return { ...t, low, high, size: 2 + 4 * Math.sqrt(t.n / most) };
    });
}

/** Texts for each person on the scene; undefined if nobody was. */
export const perPerson = (r: Pick<Report, 'alerts' | 'arrived'>): number | undefined =>
  r.arrived > 0 ? r.alerts / r.arrived : undefined;
