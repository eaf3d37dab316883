// scene.test.ts: what is drawn passes the datum, whatever its shape.
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { datum, WGS84 } from './datum';
import { line, point, put, SLOTS, slot } from './scene';

/** A map that keeps what it is given. */
function listening(): { map: MapLibre; given: FeatureCollection[] } {
  const given: FeatureCollection[] = [];
  const source = { setData: (data: FeatureCollection) => void given.push(data) };
  return { map: { getSource: () => source } as unknown as MapLibre, given };
}

const area: Feature = {
  type: 'Feature',
  properties: { minutes: 15 },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [104, 30],
          [104.1, 30],
          [104.1, 30.1],
          [104, 30],
        ],
      ],
    ],
  },
};

test('points, lines and areas are shifted, vertex by vertex', () => {
  const { map, given } = listening();
  const gcj = datum('gcj02');
  const features = [point({ lng: 104, lat: 30 }, { a: 1 }), line([[104, 30]]), area];
  put(map, 'x', features, gcj);
  const at = gcj.toMap({ lng: 104, lat: 30 });
  const [p, l, a] = given[0]?.features ?? [];
  expect(p).toEqual({ ...features[0], geometry: { type: 'Point', coordinates: at } });
  expect(l?.geometry).toEqual({ type: 'LineString', coordinates: [at] });
  expect(a?.properties).toEqual({ minutes: 15 });
  expect(a?.geometry).toEqual({
    type: 'MultiPolygon',
    coordinates: [
      [[at, gcj.toMap({ lng: 104.1, lat: 30 }), gcj.toMap({ lng: 104.1, lat: 30.1 }), at]],
    ],
  });
  expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [104, 30] });
});

test('on a map in WGS-84 features go through as they are', () => {
  const { map, given } = listening();
  put(map, 'x', [area], WGS84);
  expect(given[0]?.features[0]).toBe(area);
});

test('every slot is closed by a layer of its own', () => {
  expect(new Set(SLOTS.map(slot)).size).toBe(SLOTS.length);
});
