// rings.ts: circles around the selected incident, or around the place of a new
// one, with their distance written on them.
import type { Feature } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import type { Position } from '../api/types';
import { circle } from '../lib/coords';
import type { Palette } from './palette';
import { FONTS, type Layer, line, NOTHING, point, put, type Scene, slot } from './scene';

export const RINGS_M = [500, 1000, 3000];

export class RingsLayer implements Layer {
  #drawn = '';

  add(map: MapLibre, palette: Palette): void {
    map.addSource('rings', { type: 'geojson', data: NOTHING });
    map.addLayer(
      {
        id: 'rings',
        type: 'line',
        source: 'rings',
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: { 'line-width': 1.25, 'line-dasharray': [4, 3] },
      },
      slot('rings'),
    );
    map.addLayer(
      {
        id: 'rings-text',
        type: 'symbol',
        source: 'rings',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'text-field': ['get', 'text'],
          'text-font': FONTS,
          'text-size': 12,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-halo-width': 3 },
      },
      slot('rings'),
    );
    this.paint(map, palette);
  }

  paint(map: MapLibre, palette: Palette): void {
    map.setPaintProperty('rings', 'line-color', palette.ring);
    map.setPaintProperty('rings-text', 'text-color', palette.ringText);
    map.setPaintProperty('rings-text', 'text-halo-color', palette.halo);
  }

  draw(map: MapLibre, scene: Scene): Promise<void> | void {
    const center = scene.overlays.rings ? (scene.pin ?? scene.selected?.position) : undefined;
    const texts = RINGS_M.map(scene.words.distance);
    const key = JSON.stringify([center, texts]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const features = center ? RINGS_M.flatMap((m, i) => ring(center, m, texts[i] ?? '')) : [];
    return put(map, 'rings', features, scene.datum);
  }
}

function ring(center: Position, meters: number, text: string): Feature[] {
  const coordinates = circle(center, meters);
  const [lng, lat] = coordinates[0] ?? [center.lng, center.lat];
  return [line(coordinates), point({ lng, lat }, { text })];
}
