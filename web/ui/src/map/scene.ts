// scene.ts: all the map is told: one value, replaced as a whole. Layers draw
// it; nothing on the map knows of components, sockets or languages.
import type { Position as Coordinates, Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Defibrillator, IncidentView, Offer, Position } from '../api/types';
import type { Datum } from './datum';
import type { Overlays } from './overlays';
import type { Palette } from './palette';

/** The words the map needs, in the language of the screen. */
export interface MapWords {
  incident(v: IncidentView): string;
  eta(o: Offer): string;
  there: string;
  distance(meters: number): string;
  minutes(n: number): string;
  pin: string;
  exercise: string;
  defibrillator(d: Defibrillator): string;
}

/** The languages places can be named in. */
export type MapLang = 'zh' | 'en';

export interface Scene {
  /** The incidents to draw: the open ones and the selected one. */
  cases: readonly IncidentView[];
  selected: IncidentView | undefined;
  /** The place of the incident being entered. */
  pin: Position | undefined;
  overlays: Overlays;
  palette: Palette;
  lang: MapLang;
  /** What stands between WGS-84 and the map: all that is drawn passes it. */
  datum: Datum;
  words: MapWords;
  /** Where a person is now, if known better than from the offer. */
  whereabouts(responder: string): Position | undefined;
}

/** One layer of the map. */
export interface Layer {
  /** Adds sources and styles, once. */
  add(map: MapLibre, palette: Palette): void;
  /** Takes on the colours of a theme. */
  paint(map: MapLibre, palette: Palette): void;
  /** Draws the scene; the promise ends when the map has taken it in. */
  draw(map: MapLibre, scene: Scene): Promise<void> | void;
  /** Stops what runs by itself; the map goes. */
  remove?(): void;
}

/**
 * The storeys of the map, lowest first. Areas of reach lie above land and
 * houses but below the streets, ways below the names of streets. Markers
 * (incidents, the pin) are elements of the page, above them all.
 */
export const SLOTS = [
  'land',
  'reach',
  'streets',
  'route',
  'labels',
  'volunteers',
  'rings',
  'people',
] as const;
export type Slot = (typeof SLOTS)[number];

/**
 * The second argument of `map.addLayer`: puts a layer on top of what is in a
 * slot. It names the invisible layer that closes the slot.
 */
export const slot = (name: Slot): string => `end-of-${name}`;

export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

export const point = (p: Position, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [p.lng, p.lat] },
  properties,
});

export const line = (
  coordinates: [number, number][],
  properties: Record<string, unknown> = {},
): Feature => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates },
  properties,
});

/** Gives features in WGS-84 to a GeoJSON source, in the datum of the map. */
export function put(
  map: MapLibre,
  source: string,
  features: Feature[],
  datum: Datum,
): Promise<void> | void {
  return map.getSource<GeoJSONSource>(source)?.setData({
    type: 'FeatureCollection',
    features: datum.name === 'wgs84' ? features : features.map((f) => shifted(f, datum)),
  });
}

function shifted(f: Feature, datum: Datum): Feature {
  if (!('coordinates' in f.geometry)) return f; // collections are not drawn
  const coordinates = deep(f.geometry.coordinates, datum);
  return { ...f, geometry: { ...f.geometry, coordinates } as Feature['geometry'] };
}

type Nested = Coordinates | Nested[];

function deep(c: Nested, datum: Datum): Nested {
  const [lng, lat] = c;
  if (typeof lng === 'number' && typeof lat === 'number') return datum.toMap({ lng, lat });
  return (c as Nested[]).map((inner) => deep(inner, datum));
}

/** The fonts of labels; the first is ours (basemap/fonts.ts), the rest stand by. */
export const FONTS = ['Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];
