// coords.ts: coordinates as people paste them, and places on the globe.
import type { Position } from '../api/types';

/**
 * Reads "104.0668, 30.5728", "30.5728N 104.0668E" and the like. Maps differ in
 * which number they put first, so of two bare numbers that could be read both
 * ways the reading nearer to `home` counts, where the volunteers are; without
 * it longitude is first. Undefined: not a place.
 */
export function parsePlace(text: string, home?: Position): Position | undefined {
  const found = [...text.matchAll(/(-?\d+(?:\.\d+)?)\s*°?\s*([NSEW北南东西])?/gi)];
  const [a, b] = found;
  if (found.length !== 2 || !a || !b) return undefined;
  const x = signed(a);
  const y = signed(b);
  const bare = !a[2] && !b[2];
  const latFirst =
    isLat(a[2]) ||
    isLng(b[2]) ||
    (bare && Math.abs(y) > 90) ||
    (bare && Math.abs(x) <= 90 && home !== undefined && apart(y, x, home) < apart(x, y, home));
  const p = latFirst ? { lng: y, lat: x } : { lng: x, lat: y };
  return Math.abs(p.lng) <= 180 && Math.abs(p.lat) <= 90 ? p : undefined;
}

/** Nothing but figures, signs and the letters of the compass, with a decimal point. */
const FIGURES = /^[\s\d.,，;；:°+\-NSEW北南东西]+$/i;

/** Coordinates among addresses: "55 号 3 栋" is none, "104.06, 30.57" is. */
export const bareCoordinates = (text: string, home?: Position): Position | undefined =>
  FIGURES.test(text) && /\d\.\d/.test(text) ? parsePlace(text, home) : undefined;

/** How far apart in degrees: enough to tell a place from its mirror image. */
const apart = (lng: number, lat: number, home: Position): number =>
  Math.hypot(lng - home.lng, lat - home.lat);

const isLat = (letter = ''): boolean => /[NS北南]/i.test(letter);
const isLng = (letter = ''): boolean => /[EW东西]/i.test(letter);

function signed(m: RegExpMatchArray): number {
  const n = Number(m[1]);
  return /[SW南西]/i.test(m[2] ?? '') ? -Math.abs(n) : n;
}

/** Five decimals are one meter. */
export const showPlace = (p: Position): string => `${p.lng.toFixed(5)}, ${p.lat.toFixed(5)}`;

/** A place to send: five decimals. */
export const rounded = (p: Position): Position => ({
  lng: Number(p.lng.toFixed(5)),
  lat: Number(p.lat.toFixed(5)),
});

/** Meters on the mean earth (orb's radius), for what is drawn, not decided. */
export const EARTH_M = 6_378_137;

/** Meters between two places along the earth. */
export function metersApart(a: Position, b: Position): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A circle of a radius in meters as a closed ring of [lng, lat]. */
export function circle(center: Position, radiusM: number, steps = 96): [number, number][] {
  const lat = (center.lat * Math.PI) / 180;
  const d = radiusM / EARTH_M;
  const ring: [number, number][] = [];
  for (let i = 0; i <= steps; i++) {
    const a = (i / steps) * 2 * Math.PI;
    const y = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(a));
    const x = Math.atan2(
      Math.sin(a) * Math.sin(d) * Math.cos(lat),
      Math.cos(d) - Math.sin(lat) * Math.sin(y),
    );
    ring.push([center.lng + (x * 180) / Math.PI, (y * 180) / Math.PI]);
  }
  return ring;
}

/** The smallest box around the middle 96 % of the points, so that strays do not count. */
export function robustBounds(
  points: readonly Position[],
): [west: number, south: number, east: number, north: number] | undefined {
  if (points.length === 0) return undefined;
  const pick = (values: number[]): [number, number] => {
    values.sort((a, b) => a - b);
    const cut = values.length < 20 ? 0 : Math.floor(values.length * 0.02);
    return [values[cut] ?? 0, values[values.length - 1 - cut] ?? 0];
  };
  const [west, east] = pick(points.map((p) => p.lng));
  const [south, north] = pick(points.map((p) => p.lat));
  return [west, south, east, north];
}
