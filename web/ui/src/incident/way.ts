// way.ts: what is to be said of somebody on the way. Pure.
import type { Offer, PositionBasis, TravelBasis, TravelWhy, Way } from '../api/types';
import { minutesUntil, ms } from '../lib/time';

/** A position older than this may no longer be where the person is. */
export const STALE_MS = 3 * 60_000;

/** Whole minutes since a live position was told, if that is long ago. */
export function staleMinutes(
  basis: PositionBasis | '' | undefined,
  at: string | undefined,
  now: number,
): number | undefined {
  const age = now - ms(at);
  return (basis === 'live' || basis === 'stale') && age > STALE_MS
    ? Math.floor(age / 60_000)
    : undefined;
}

export interface WayFacts {
  /** Of the way, 0 to 100. */
  percent: number;
  leftM: number;
  /** Whole minutes until the place, rounded up. */
  minutes: number;
  /** So near that figures say less than the word. */
  close: boolean;
  travel: TravelBasis;
  why: TravelWhy | '';
  basis: PositionBasis;
  /** Only guessed from where the person usually is. */
  home: boolean;
}

const CLOSE_M = 100;

export function wayFacts(way: Way, now: number): WayFacts {
  const p = way.properties;
  return {
    percent: Math.round(Math.min(1, Math.max(0, p.progress)) * 100),
    leftM: Math.max(0, p.left_m),
    minutes: minutesUntil(p.eta, now),
    close: p.left_m < CLOSE_M && p.from_basis === 'live',
    travel: p.travel,
    why: p.why,
    basis: p.from_basis,
    home: p.from_basis !== 'live',
  };
}

export interface Eta {
  at: string;
  /** What was reckoned first, if it is minutes away from what is reckoned now. */
  first: string | undefined;
}

/** So far apart two times are worth two words. */
const WORTH_MS = 2 * 60_000;

/** Whether what is reckoned now is later than what was reckoned first. */
export const delayed = ({ at, first }: Eta): boolean => first !== undefined && ms(at) > ms(first);

/** When somebody arrives: by the way from where they are, if that is known well. */
export function etaOf(o: Offer, p: Way['properties'] | undefined, now: number): Eta {
  const fresh = p?.from_basis === 'live' && staleMinutes('live', p.position_at, now) === undefined;
  if (!p || !fresh || Number.isNaN(ms(p.eta))) return { at: o.eta, first: undefined };
  const apart = Math.abs(ms(p.eta) - ms(o.eta)) >= WORTH_MS;
  return { at: p.eta, first: apart ? o.eta : undefined };
}

/** The smallest box around a way. */
export function boundsOf(
  way: Way,
): [west: number, south: number, east: number, north: number] | undefined {
  const points = way.geometry.coordinates;
  if (points.length === 0) return undefined;
  const lngs = points.map(([lng = 0]) => lng);
  const lats = points.map(([, lat = 0]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}
