// address.ts: what a found place adds to the address that was typed. Pure.
import type { FoundPlace, Position } from '../api/types';
import { metersApart } from '../lib/coords';
import { datum } from '../map/datum';

/** Letters, digits and signs of words only, so that blanks and commas count for nothing. */
const bare = (s: string): string =>
  s
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether the name says more than what was typed already says. */
export const adds = (typed: string, name: string): boolean =>
  bare(name) !== '' && !bare(typed).includes(bare(name));

export interface Mixup {
  system: 'gcj02' | 'bd09';
  /** The place of the address that tells the systems apart. */
  place: FoundPlace;
  /** Meters from it, read in that system and read as WGS-84. */
  nearM: number;
  farM: number;
  /** Where the coordinates lie if they are of that system, in WGS-84. */
  at: Position;
}

/** A place is one point; streets and districts are not. */
const POINTS: ReadonlySet<string> = new Set(['house', 'poi', 'crossing']);
/** Closer than this is "the same place"; the systems are 300 to 1300 m apart. */
const SAME_M = 80;
const APART_M = 200;

/**
 * Whether coordinates given as WGS-84 are likely of another system: read in it
 * they lie at a place that the address names, read as WGS-84 they do not.
 */
export function mixup(given: Position, found: readonly FoundPlace[]): Mixup | undefined {
  const points = found.filter((p) => POINTS.has(p.kind));
  const farM = Math.min(...points.map((p) => metersApart(given, p.position)));
  if (!(farM >= APART_M)) return undefined;
  let best: Mixup | undefined;
  for (const system of ['gcj02', 'bd09'] as const) {
    const at = datum(system).fromMap(given.lng, given.lat);
    for (const place of points) {
      const nearM = metersApart(at, place.position);
      if (nearM > SAME_M || (best && best.nearM <= nearM)) continue;
      best = { system, place, nearM, farM: metersApart(given, place.position), at };
    }
  }
  return best;
}
