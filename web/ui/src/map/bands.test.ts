// bands.test.ts: the legend says what is on the map, no more.
import { describe, expect, it } from 'vitest';
import type { Reach } from '../api/types';
import { bands, boundsOf, made, poles, sameTarget, targetOf } from './bands';

const square = [
  [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
];

function reach(
  minutes: number[],
  properties: Partial<Reach['properties']> = {},
  empty: number[] = [],
): Reach {
  return {
    type: 'FeatureCollection',
    features: minutes.map((m) => ({
      type: 'Feature',
      geometry: { type: 'MultiPolygon', coordinates: empty.includes(m) ? [] : square },
      properties: { minutes: m, mode: 'walk' },
    })),
    properties: { travel: 'streets', why: '', turnout_s: 102, ...properties },
  };
}

describe('the legend of the reach', () => {
  it('names the bands from the nearest, whatever their order', () => {
    expect(bands(reach([15, 10, 5]))).toEqual([
      { minutes: 5, stroke: 0 },
      { minutes: 10, stroke: 1 },
      { minutes: 15, stroke: 2 },
    ]);
    expect(bands(undefined)).toEqual([]);
  });

  it('leaves out a band that has no area', () => {
    expect(bands(reach([15, 10, 5], {}, [5])).map((b) => b.minutes)).toEqual([10, 15]);
  });

  it('says how the areas were made', () => {
    expect(made(reach([15]))).toEqual({ kind: 'streets', walkM: undefined });
    const snapped = { lng: 0, lat: 0, walk_m: 240 };
    expect(made(reach([15], { snapped }))).toEqual({ kind: 'streets', walkM: 240 });
    expect(made(reach([15], { snapped: { ...snapped, walk_m: 8 } }))).toMatchObject({
      walkM: undefined,
    });
    expect(made(reach([15], {}, [15]))).toEqual({ kind: 'nothing' });
    const straight = { travel: 'straight_line', why: 'off_map' } as const;
    expect(made(reach([15], straight))).toEqual({ kind: 'straight', why: 'off_map' });
  });
});

describe('what the reach is for', () => {
  const at = { lng: 104, lat: 30 };
  const mark = { at, name: '天府广场' };
  const incident = { id: 'i1', number: 7, position: { lng: 104.1, lat: 30.1 } };

  it('is the mark, then the new place, then the selected incident', () => {
    expect(targetOf({ mark, pin: at, incident })?.kind).toBe('place');
    expect(targetOf({ mark: undefined, pin: at, incident })?.kind).toBe('pin');
    expect(targetOf({ mark: undefined, pin: undefined, incident })).toEqual({
      kind: 'incident',
      id: 'i1',
      number: 7,
      at: incident.position,
    });
    expect(targetOf({ mark: undefined, pin: undefined, incident: undefined })).toBeUndefined();
  });

  it('is the same only in kind and place', () => {
    const a = targetOf({ mark, pin: undefined, incident });
    expect(sameTarget(a, { kind: 'place', name: 'other', at })).toBe(true);
    expect(sameTarget(a, { kind: 'pin', at })).toBe(false);
    expect(sameTarget(a, undefined)).toBe(false);
    expect(sameTarget(undefined, undefined)).toBe(true);
  });
});

describe('where the minutes are written', () => {
  const piece = (x: number, y: number, r: number): number[][][] => [
    [
      [x, y + r],
      [x + r, y],
      [x, y - r],
      [x - r, y],
      [x, y + r],
    ],
  ];

  it('is at the ends of the largest piece', () => {
    const area = { type: 'MultiPolygon' as const, coordinates: [piece(9, 9, 1), piece(0, 0, 3)] };
    expect(poles(area)).toEqual({ north: { lng: 0, lat: 3 }, south: { lng: 0, lat: -3 } });
    expect(poles({ type: 'MultiPolygon', coordinates: [] })).toBeUndefined();
    expect(poles({ type: 'Polygon', coordinates: piece(1, 1, 1) })?.north.lat).toBe(2);
  });

  it('all pieces are in the box', () => {
    const answer = reach([15, 5]);
    expect(boundsOf(answer.features)).toEqual([0, 0, 1, 1]);
    expect(boundsOf(reach([15], {}, [15]).features)).toBeUndefined();
  });
});
