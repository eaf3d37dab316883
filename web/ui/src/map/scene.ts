// scene.ts: all the map is told: one value, replaced as a whole. Layers draw
// it; nothing on the map knows of components, sockets or languages.
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import type { IncidentView, Offer, Position } from '../api/types';
import type { Palette } from './palette';

/** The words the map needs, in the language of the screen. */
export interface MapWords {
  incident(v: IncidentView): string;
  eta(o: Offer): string;
  there: string;
  distance(meters: number): string;
  pin: string;
  exercise: string;
}

export interface Scene {
  /** The incidents to draw: the open ones and the selected one. */
  cases: readonly IncidentView[];
  selected: IncidentView | undefined;
  /** The place of the incident being entered. */
  pin: Position | undefined;
  palette: Palette;
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
}

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

/** The fonts of labels, drawn by the browser itself. */
export const FONTS = ['Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];
