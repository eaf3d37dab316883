// bands.ts: the reach as the legend tells it. Pure.
import type { Mode, Position, Reach } from '../api/types';

/** The limits in minutes, the nearest first. */
export const LIMITS = [5, 10, 15] as const;
export const MODES: readonly Mode[] = ['walk', 'bike', 'ebike', 'drive'];

export interface Band {
  minutes: number;
  /** Which stroke and shade it has, 0 the nearest. */
  stroke: number;
}

/** The bands that are on the map, the nearest first. */
export const bands = (answer: Reach | undefined): Band[] =>
  (answer?.features ?? [])
    .filter((f) => f.geometry.coordinates.length > 0)
    .map((f) => f.properties.minutes)
    .sort((a, b) => a - b)
    .map((minutes, stroke) => ({ minutes, stroke }));

/** Walking so far from the place to the street is worth a word. */
const WALK_M = 60;

/** What is to be said of how the areas came about. */
export type Made =
  | { kind: 'straight'; why: string }
  | { kind: 'streets'; walkM: number | undefined }
  | { kind: 'nothing' };

export function made(answer: Reach): Made {
  const { travel, why, snapped } = answer.properties;
  if (travel === 'straight_line') return { kind: 'straight', why };
  if (bands(answer).length === 0) return { kind: 'nothing' };
  return { kind: 'streets', walkM: (snapped?.walk_m ?? 0) >= WALK_M ? snapped?.walk_m : undefined };
}

/** What the areas belong to. */
export type Target =
  | { kind: 'incident'; id: string; number: number; at: Position }
  | { kind: 'pin'; at: Position }
  | { kind: 'place'; name: string; at: Position };

export const sameTarget = (a: Target | undefined, b: Target | undefined): boolean =>
  a?.kind === b?.kind && a?.at.lng === b?.at.lng && a?.at.lat === b?.at.lat;

export interface Around {
  mark: { at: Position; name: string } | undefined;
  pin: Position | undefined;
  incident: { id: string; number: number; position: Position } | undefined;
}

/**
 * What the reach is asked for when nobody says it: the mark somebody has just
 * set, then the place of the incident being entered, then the selected one.
 */
export function targetOf({ mark, pin, incident }: Around): Target | undefined {
  if (mark) return { kind: 'place', ...mark };
  if (pin) return { kind: 'pin', at: pin };
  if (!incident) return undefined;
  const { id, number, position } = incident;
  return { kind: 'incident', id, number, at: position };
}

type Area = Reach['features'][number]['geometry'];

const outlines = (a: Area): [number, number][][] =>
  (a.type === 'Polygon' ? [a.coordinates] : a.coordinates).flatMap(([outer]) =>
    outer ? [outer as [number, number][]] : [],
  );

/** The northernmost and the southernmost point of the largest piece of an area. */
export function poles(area: Area): { north: Position; south: Position } | undefined {
  let best: { north: Position; south: Position } | undefined;
  for (const ring of outlines(area)) {
    const points = ring.map(([lng, lat]) => ({ lng, lat }));
    const [first] = points;
    if (!first) continue;
    const north = points.reduce((a, b) => (b.lat > a.lat ? b : a), first);
    const south = points.reduce((a, b) => (b.lat < a.lat ? b : a), first);
    if (!best || north.lat - south.lat > best.north.lat - best.south.lat) best = { north, south };
  }
  return best;
}

/** The smallest box around all the areas. */
export function boundsOf(
  areas: Reach['features'],
): [west: number, south: number, east: number, north: number] | undefined {
  const points = areas.flatMap((f) => outlines(f.geometry).flat());
  if (points.length === 0) return undefined;
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [lng, lat] of points) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
