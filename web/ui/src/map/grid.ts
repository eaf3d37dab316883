// grid.ts: a quiet grid in round kilometers, so that distances can be read
// where there is no street map, or beyond its edge. Lines follow longitude and latitude; their
// spacing is 1, 2 or 5 times a power of ten meters at the map's centre.
import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { EARTH_M } from '../lib/coords';
import type { Palette } from './palette';
import { type Layer, line, NOTHING, slot } from './scene';

/** Lines are about this many pixels apart. */
const APART_PX = 110;
const MAX_LINES = 80;

/** The next round distance (1, 2, 5 × 10ⁿ) not below a number of meters. */
export function roundMeters(m: number): number {
  const ten = 10 ** Math.floor(Math.log10(m));
  return ([1, 2, 5].find((k) => k * ten >= m * 0.999) ?? 10) * ten;
}

export class GridLayer implements Layer {
  #drawn = '';

  add(map: MapLibre, palette: Palette): void {
    map.addSource('grid', { type: 'geojson', data: NOTHING });
    map.addLayer(
      { id: 'grid', type: 'line', source: 'grid', paint: { 'line-width': 1 } },
      slot('land'),
    );
    this.paint(map, palette);
    map.on('moveend', () => void this.draw(map));
  }

  paint(map: MapLibre, palette: Palette): void {
    map.setPaintProperty('grid', 'line-color', palette.grid);
  }

  draw(map: MapLibre): Promise<void> | void {
    const c = map.getCenter();
    const cos = Math.cos((c.lat * Math.PI) / 180);
    const metersPerPx = (2 * Math.PI * EARTH_M * cos) / (512 * 2 ** map.getZoom());
    const step = roundMeters(metersPerPx * APART_PX);
    const perDegree = (Math.PI / 180) * EARTH_M;
    const dLat = step / perDegree;
    // The reference latitude is coarse, so that lines stay while one pans.
    const dLng = step / (perDegree * Math.cos((Math.round(c.lat * 2) / 2) * (Math.PI / 180)));
    const b = map.getBounds();
    const pad = (v: number, d: number, up: boolean): number =>
      (up ? Math.ceil(v / d) + 1 : Math.floor(v / d) - 1) * d;
    const [w, e] = [pad(b.getWest(), dLng, false), pad(b.getEast(), dLng, true)];
    const [s, n] = [pad(b.getSouth(), dLat, false), pad(b.getNorth(), dLat, true)];
    const key = [w, e, s, n, step].join();
    if (key === this.#drawn || (e - w) / dLng > MAX_LINES) return;
    this.#drawn = key;
    const features: Feature[] = [];
    for (let x = w; x <= e; x += dLng)
      features.push(
        line([
          [x, s],
          [x, n],
        ]),
      );
    for (let y = s; y <= n; y += dLat)
      features.push(
        line([
          [w, y],
          [e, y],
        ]),
      );
    return map.getSource<GeoJSONSource>('grid')?.setData({ type: 'FeatureCollection', features });
  }
}
