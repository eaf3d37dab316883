// view.ts: the map. It lives outside the components: they hand it scenes, it
// reports clicks. Scenes are merged: at most one is being drawn, and after it
// only the newest. Places come and go in WGS-84, whatever the map is drawn in.
import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { MapInfo, Position } from '../api/types';
import { BaseMap } from './basemap/basemap';
import { FONT_FACES } from './basemap/fonts';
import { type Datum, datum } from './datum';
import { DefibrillatorsLayer } from './defibrillators';
import { GridLayer } from './grid';
import { IncidentsLayer } from './incidents';
import { MarkLayer } from './mark';
import { onMenu } from './menu';
import type { Palette } from './palette';
import { PeopleLayer } from './people';
import { PinLayer } from './pin';
import { ReachLayer } from './reach';
import { RingsLayer } from './rings';
import { RouteLayer } from './route';
import { type Layer, type Scene, SLOTS, slot } from './scene';
import { type PointSource, VolunteersLayer } from './volunteers';

setWorkerUrl(workerUrl);

export interface MapHooks {
  incident(id: string): void;
  /** A click on the ground, and where on the screen it was. */
  ground(at: Position, pixel: Pixel): void;
  /** A right click on the ground, or a long press. */
  menu(at: Position, pixel: Pixel): void;
  pinned(at: Position): void;
  moved(): void;
  /** Tiles of the base map do not come; false: they do again. */
  trouble(is: boolean): void;
}

export interface Pixel {
  x: number;
  y: number;
}

export type Bounds = [west: number, south: number, east: number, north: number];

/** Where the map looks; handed from one map to the next when it is rebuilt. */
export interface Camera {
  center: Position;
  zoom: number;
}

const CHENGDU: Camera = { center: { lng: 104.066, lat: 30.66 }, zoom: 10 };

/** How far a click may miss a point, in pixels. */
const NEAR_PX = 10;

export class MapView {
  readonly #map: MapLibre;
  readonly #datum: Datum;
  readonly #layers: Layer[];
  readonly #volunteers: VolunteersLayer;
  #palette: Palette;
  #next: Scene | undefined;
  #drawing = false;
  #ready = false;

  constructor(
    container: HTMLElement,
    palette: Palette,
    info: MapInfo,
    private readonly points: PointSource,
    hooks: MapHooks,
    camera: Camera = CHENGDU,
  ) {
    this.#palette = palette;
    this.#datum = datum(info.coord_sys);
    this.#map = new MapLibre({
      container,
      style: {
        version: 8,
        'font-faces': FONT_FACES,
        sources: {},
        layers: [
          { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
          ...SLOTS.map((name) => ({
            id: slot(name),
            type: 'background' as const,
            layout: { visibility: 'none' as const },
          })),
        ],
        transition: { duration: 0 },
      },
      center: this.#datum.toMap(camera.center),
      zoom: camera.zoom,
      maxPitch: 0,
      minZoom: 3,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: 140, unit: 'metric' }), 'bottom-right');
    this.#volunteers = new VolunteersLayer(points);
    this.#layers = [
      new GridLayer(),
      new BaseMap(info, hooks.trouble),
      new ReachLayer(),
      new RouteLayer(),
      this.#volunteers,
      new RingsLayer(),
      new PeopleLayer(),
      new DefibrillatorsLayer(),
      new PinLayer(hooks.pinned),
      new MarkLayer(),
      new IncidentsLayer(hooks.incident),
    ];
    this.#map.on('click', (e) => hooks.ground(this.#place(e.lngLat), e.point));
    onMenu(this.#map, (e) => hooks.menu(this.#place(e.lngLat), e.point));
    this.#map.on('movestart', hooks.moved);
    this.#map.on('load', () => {
      for (const layer of this.#layers) layer.add(this.#map, this.#palette);
      this.#ready = true;
      void this.#draw();
    });
  }

  show(scene: Omit<Scene, 'datum'>): void {
    this.#next = { ...scene, datum: this.#datum };
    requestAnimationFrame(() => void this.#draw());
  }

  /** The points have changed. */
  pointsMoved(): void {
    this.#volunteers.moved();
  }

  /** Where the map looks. */
  camera(): Camera {
    return { center: this.center(), zoom: this.#map.getZoom() };
  }

  center(): Position {
    return this.#place(this.#map.getCenter());
  }

  fit([west, south, east, north]: Bounds, animate = true): void {
    const [w, s] = this.#datum.toMap({ lng: west, lat: south });
    const [e, n] = this.#datum.toMap({ lng: east, lat: north });
    this.#map.fitBounds([w, s, e, n], {
      padding: { top: 70, right: 76, bottom: 64, left: 56 },
      maxZoom: 15,
      animate,
    });
  }

  focus(p: Position): void {
    this.fly(p, Math.max(this.#map.getZoom(), 13.2));
  }

  /** Moves to a place found by name, near enough to see its street. */
  fly(p: Position, zoom = 16): void {
    this.#map.easeTo({ center: this.#datum.toMap(p), zoom });
  }

  /** Moves only if the place is not well within view. */
  reveal(p: Position): void {
    const { x, y } = this.#map.project(this.#datum.toMap(p));
    const { clientWidth: w, clientHeight: h } = this.#map.getContainer();
    const inside = x > w * 0.12 && x < w * 0.88 && y > h * 0.15 && y < h * 0.9;
    if (!inside || this.#map.getZoom() < 11) this.focus(p);
  }

  zoom(by: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + by, duration: 200 });
  }

  /** The volunteer nearest to a point of the screen, if one is under it. */
  volunteerAt(pixel: Pixel): number | undefined {
    let best: number | undefined;
    let bestD = NEAR_PX ** 2;
    const corner = this.#place(this.#map.unproject([pixel.x - NEAR_PX, pixel.y - NEAR_PX]));
    const other = this.#place(this.#map.unproject([pixel.x + NEAR_PX, pixel.y + NEAR_PX]));
    for (let i = 0; i < this.points.count; i++) {
      const p = this.points.place(i);
      if (p.lng < corner.lng || p.lng > other.lng || p.lat > corner.lat || p.lat < other.lat)
        continue;
      const at = this.#map.project(this.#datum.toMap(p));
      const d = (at.x - pixel.x) ** 2 + (at.y - pixel.y) ** 2;
      if (d < bestD) [best, bestD] = [i, d];
    }
    return best;
  }

  destroy(): void {
    this.#ready = false;
    for (const layer of this.#layers) layer.remove?.();
    this.#map.remove();
  }

  #place({ lng, lat }: { lng: number; lat: number }): Position {
    return this.#datum.fromMap(lng, lat);
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
