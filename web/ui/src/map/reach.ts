// reach.ts: from where a place is reached in 5, 10 and 15 minutes. One hue, so
// that no colour must be told from another: the nearer, the denser; each edge has
// a stroke of its own and its minutes written along it.
import type { Feature } from 'geojson';
import type { LineLayerSpecification, Map as MapLibre } from 'maplibre-gl';
import type { Reach } from '../api/types';
import { poles } from './bands';
import type { Palette } from './palette';
import { FONTS, type Layer, NOTHING, point, put, type Scene, slot } from './scene';

/** The strokes of the edges, the nearest first; the same as in the legend. */
const STROKES: NonNullable<LineLayerSpecification['paint']>[] = [
  { 'line-width': 2.25 },
  { 'line-width': 1.5, 'line-dasharray': [5, 2.5] },
  { 'line-width': 1.5, 'line-dasharray': [1.2, 2.2] },
];

export class ReachLayer implements Layer {
  #drawn: unknown;
  #words = '';

  add(map: MapLibre, palette: Palette): void {
    map.addSource('reach', { type: 'geojson', data: NOTHING });
    map.addLayer(
      { id: 'reach', type: 'fill', source: 'reach', filter: ['has', 'stroke'] },
      slot('reach'),
    );
    STROKES.forEach((paint, i) => {
      map.addLayer(
        {
          id: `reach-edge-${i}`,
          type: 'line',
          source: 'reach',
          filter: ['==', ['get', 'stroke'], i],
          layout: { 'line-join': 'round', 'line-cap': i === 2 ? 'round' : 'butt' },
          paint,
        },
        slot('route'),
      );
    });
    map.addLayer(
      {
        id: 'reach-text',
        type: 'symbol',
        source: 'reach',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'text-field': ['get', 'text'],
          'text-font': FONTS,
          'text-size': 12,
          'text-anchor': ['get', 'anchor'],
          'text-allow-overlap': true,
        },
        paint: { 'text-halo-width': 2.5 },
      },
      slot('rings'),
    );
    this.paint(map, palette);
  }

  paint(map: MapLibre, p: Palette): void {
    map.setPaintProperty('reach', 'fill-color', p.reach);
    map.setPaintProperty('reach', 'fill-opacity', p.reachOpacity);
    map.setPaintProperty('reach', 'fill-antialias', false);
    STROKES.forEach((_, i) => {
      map.setPaintProperty(`reach-edge-${i}`, 'line-color', p.reach);
      map.setPaintProperty(`reach-edge-${i}`, 'line-opacity', 0.85);
    });
    map.setPaintProperty('reach-text', 'text-color', p.reachText);
    map.setPaintProperty('reach-text', 'text-halo-color', p.halo);
  }

  draw(map: MapLibre, scene: Scene): Promise<void> | void {
    const { reach } = scene.overlays;
    const words = scene.words.minutes(1);
    if (reach?.areas === this.#drawn && words === this.#words) return;
    this.#drawn = reach?.areas;
    this.#words = words;
    return put(map, 'reach', reach ? features(reach.areas, scene) : [], scene.datum);
  }
}

function features(areas: Reach['features'], scene: Scene): Feature[] {
  const last = areas.length - 1;
  return areas.flatMap((f, i) => {
    const text = scene.words.minutes(f.properties.minutes);
    const stroke = Math.min(last - i, STROKES.length - 1);
    const ends = poles(f.geometry);
    return [
      { type: 'Feature', geometry: f.geometry, properties: { stroke } },
      ...(ends ? [point(ends.north, { text, anchor: 'bottom' })] : []),
      ...(ends ? [point(ends.south, { text, anchor: 'top' })] : []),
    ];
  });
}
