// route.ts: the ways of those who come, along the streets; where only the straight
// line is known, it is dashed. The way that is looked at is broad and has arrows.
import type { Map as MapLibre } from 'maplibre-gl';
import type { Palette } from './palette';
import { type Layer, line, NOTHING, put, type Scene, slot } from './scene';

const ARROW = 'way-arrow';

export class RouteLayer implements Layer {
  #drawn: unknown;

  add(map: MapLibre, palette: Palette): void {
    map.addSource('ways', { type: 'geojson', data: NOTHING });
    map.addImage(ARROW, arrow(palette.halo), { pixelRatio: 2 });
    const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
    map.addLayer(
      {
        id: 'ways-case',
        type: 'line',
        source: 'ways',
        layout: round,
        paint: { 'line-width': ['case', ['get', 'strong'], 10, 4] },
      },
      slot('route'),
    );
    map.addLayer(
      {
        id: 'ways',
        type: 'line',
        source: 'ways',
        filter: ['!', ['get', 'straight']],
        layout: round,
        paint: { 'line-width': ['case', ['get', 'strong'], 7, 2] },
      },
      slot('route'),
    );
    map.addLayer(
      {
        id: 'ways-straight',
        type: 'line',
        source: 'ways',
        filter: ['get', 'straight'],
        paint: {
          'line-width': ['case', ['get', 'strong'], 4, 2],
          'line-dasharray': [3, 2.5],
        },
      },
      slot('route'),
    );
    map.addLayer(
      {
        id: 'ways-arrows',
        type: 'symbol',
        source: 'ways',
        filter: ['all', ['get', 'strong'], ['!', ['get', 'straight']]],
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 44,
          'icon-image': ARROW,
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      slot('route'),
    );
    this.paint(map, palette);
  }

  paint(map: MapLibre, p: Palette): void {
    map.setPaintProperty('ways-case', 'line-color', p.halo);
    map.setPaintProperty('ways-case', 'line-opacity', 0.9);
    map.setPaintProperty('ways', 'line-color', p.coming);
    map.setPaintProperty('ways-straight', 'line-color', p.coming);
    map.updateImage(ARROW, arrow(p.halo));
  }

  draw(map: MapLibre, scene: Scene): Promise<void> | void {
    const { ways } = scene.overlays;
    if (ways === this.#drawn) return;
    this.#drawn = ways;
    const features = ways.map(({ straight, strong, line: at }) =>
      line([...at], { straight, strong }),
    );
    return put(map, 'ways', features, scene.datum);
  }
}

/** A chevron that points east, the way a line runs. */
function arrow(color: string): ImageData {
  const size = 28;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const c = canvas.getContext('2d');
  if (!c) return new ImageData(size, size);
  c.strokeStyle = color;
  c.lineWidth = 4;
  c.lineCap = c.lineJoin = 'round';
  c.beginPath();
  c.moveTo(11, 9);
  c.lineTo(17, 14);
  c.lineTo(11, 19);
  c.stroke();
  return c.getImageData(0, 0, size, size);
}
