// view.ts: the map. It lives outside the components: they hand it scenes, it
// reports clicks. Scenes are merged: at most one is being drawn, and after it
// only the newest.
import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Position } from '../api/types';
import { GridLayer } from './grid';
import { IncidentsLayer } from './incidents';
import type { Palette } from './palette';
import { PeopleLayer } from './people';
import { PinLayer } from './pin';
import { RingsLayer } from './rings';
import { FONTS, type Layer, type Scene } from './scene';
import { type PointSource, VolunteersLayer } from './volunteers';

setWorkerUrl(workerUrl);

export interface MapHooks {
  incident(id: string): void;
  /** A click on the ground, and where on the screen it was. */
  ground(at: Position, pixel: { x: number; y: number }): void;
  pinned(at: Position): void;
  moved(): void;
}

export type Bounds = [west: number, south: number, east: number, north: number];

/** How far a click may miss a point, in pixels. */
const NEAR_PX = 10;

export class MapView {
  readonly #map: MapLibre;
  readonly #layers: Layer[];
  readonly #volunteers: VolunteersLayer;
  #palette: Palette;
  #next: Scene | undefined;
  #drawing = false;
  #ready = false;

  constructor(
    container: HTMLElement,
    palette: Palette,
    private readonly points: PointSource & { place(i: number): Position },
    hooks: MapHooks,
  ) {
    this.#palette = palette;
    this.#map = new MapLibre({
      container,
      style: {
        version: 8,
        sources: {},
        layers: [
          { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
        ],
      },
      center: [104.066, 30.66],
      zoom: 10,
      maxPitch: 0,
      minZoom: 3,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      localIdeographFontFamily: FONTS.map((f) => (f.includes(' ') ? `"${f}"` : f)).join(', '),
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: 140, unit: 'metric' }), 'bottom-right');
    this.#volunteers = new VolunteersLayer(points);
    this.#layers = [
      new GridLayer(),
      this.#volunteers,
      new RingsLayer(),
      new PeopleLayer(),
      new PinLayer(hooks.pinned),
      new IncidentsLayer(hooks.incident),
    ];
    this.#map.on('click', (e) => hooks.ground({ lng: e.lngLat.lng, lat: e.lngLat.lat }, e.point));
    this.#map.on('movestart', hooks.moved);
    this.#map.on('load', () => {
      for (const layer of this.#layers) layer.add(this.#map, this.#palette);
      this.#ready = true;
      void this.#draw();
    });
  }

  show(scene: Scene): void {
    this.#next = scene;
    requestAnimationFrame(() => void this.#draw());
  }

  /** The points have changed. */
  pointsMoved(): void {
    this.#volunteers.moved();
  }

  fit(b: Bounds, animate = true): void {
    this.#map.fitBounds(b, {
      padding: { top: 70, right: 76, bottom: 64, left: 56 },
      maxZoom: 15,
      animate,
    });
  }

  focus(p: Position): void {
    this.#map.easeTo({ center: [p.lng, p.lat], zoom: Math.max(this.#map.getZoom(), 13.2) });
  }

  /** Moves only if the place is not well within view. */
  reveal(p: Position): void {
    const { x, y } = this.#map.project([p.lng, p.lat]);
    const { clientWidth: w, clientHeight: h } = this.#map.getContainer();
    const inside = x > w * 0.12 && x < w * 0.88 && y > h * 0.15 && y < h * 0.9;
    if (!inside || this.#map.getZoom() < 11) this.focus(p);
  }

  zoom(by: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + by, duration: 200 });
  }

  /** The volunteer nearest to a point of the screen, if one is under it. */
  volunteerAt(pixel: { x: number; y: number }): number | undefined {
    let best: number | undefined;
    let bestD = NEAR_PX ** 2;
    const corner = this.#map.unproject([pixel.x - NEAR_PX, pixel.y - NEAR_PX]);
    const other = this.#map.unproject([pixel.x + NEAR_PX, pixel.y + NEAR_PX]);
    for (let i = 0; i < this.points.count; i++) {
      const p = this.points.place(i);
      if (p.lng < corner.lng || p.lng > other.lng || p.lat > corner.lat || p.lat < other.lat)
        continue;
      const at = this.#map.project([p.lng, p.lat]);
      const d = (at.x - pixel.x) ** 2 + (at.y - pixel.y) ** 2;
      if (d < bestD) [best, bestD] = [i, d];
    }
    return best;
  }

  destroy(): void {
    this.#ready = false;
    this.#map.remove();
  }

  async #draw(): Promise<void> {
    if (!this.#ready || this.#drawing || !this.#next) return;
    const scene = this.#next;
    this.#next = undefined;
    this.#drawing = true;
    if (scene.palette !== this.#palette) this.#repaint(scene.palette);
    await Promise.all(this.#layers.map((layer) => layer.draw(this.#map, scene)));
    this.#drawing = false;
    if (this.#next) requestAnimationFrame(() => void this.#draw());
  }

  #repaint(palette: Palette): void {
    this.#palette = palette;
    this.#map.setPaintProperty('ground', 'background-color', palette.ground);
    for (const layer of this.#layers) layer.paint(this.#map, palette);
  }
}
