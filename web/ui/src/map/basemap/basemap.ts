// basemap.ts: the map under everything: our own vector tiles, an outside map of
// pictures, or none (then the grid alone). It may fail tile by tile; what is
// drawn over it never waits for it.
import type { FeatureCollection } from 'geojson';
import type {
  ErrorEvent,
  LayerSpecification,
  Map as MapLibre,
  SourceSpecification,
} from 'maplibre-gl';
import type { MapInfo } from '../../api/types';
import { DAY, type Palette } from '../palette';
import { type Layer, type MapLang, type Scene, slot } from '../scene';
import { DAY_BASE, NIGHT_BASE } from './colours';
import { paintIcons } from './icons';
import { BASE, type Look } from './layer';
import { changes } from './restyle';
import { Retry, type TileId } from './retry';
import { rasterLayers, SHEET, type Storey, vectorLayers } from './style';

/** The zooms of our tiles; nearer, the nearest are enlarged. */
const MIN_ZOOM = 5;
const MAX_ZOOM = 16;

type Layers = Record<Storey, LayerSpecification[]>;

export class BaseMap implements Layer {
  #lang: MapLang = 'zh';
  #palette: Palette = DAY;
  #shown: LayerSpecification[] = [];
  #retry: Retry | undefined;

  constructor(
    private readonly info: MapInfo,
    private readonly trouble: (is: boolean) => void,
  ) {}

  add(map: MapLibre, palette: Palette): void {
    map.on('error', (e) => this.#failed(e));
    if (this.info.kind === 'none' || !this.info.tiles) return;
    this.#palette = palette;
    this.#retry = new Retry((tiles) => map.refreshTiles(BASE, tiles), this.trouble);
    map.addSource(BASE, source(this.info));
    if (this.info.kind === 'vector') {
      map.addSource(SHEET, { type: 'geojson', data: sheet(this.info.bounds) });
      paintIcons(map, this.#look().colours);
    }
    const layers = this.#layers();
    for (const storey of ['land', 'streets', 'labels'] as const) {
      for (const layer of layers[storey]) map.addLayer(layer, slot(storey));
    }
    this.#shown = Object.values(layers).flat();
  }

  paint(map: MapLibre, palette: Palette): void {
    this.#palette = palette;
    if (this.#shown.length === 0) return;
    if (this.info.kind === 'vector') paintIcons(map, this.#look().colours);
    this.#restyle(map);
  }

  draw(map: MapLibre, scene: Scene): void {
    if (scene.lang === this.#lang) return;
    this.#lang = scene.lang;
    this.#restyle(map);
  }

  remove(): void {
    this.#retry?.stop();
  }

  #look(): Look {
    return { colours: this.#palette === DAY ? DAY_BASE : NIGHT_BASE, lang: this.#lang };
  }

  #layers(): Layers {
    return this.info.kind === 'vector' ? vectorLayers(this.#look()) : rasterLayers(this.#look());
  }

  #restyle(map: MapLibre): void {
    if (this.#shown.length === 0) return;
    const next = Object.values(this.#layers()).flat();
    for (const { layer, part, name, value } of changes(this.#shown, next)) {
      // The names come from the layers themselves, which are checked as a whole.
      if (part === 'paint') map.setPaintProperty(layer, name as 'fill-color', value as string);
      else map.setLayoutProperty(layer, name as 'visibility', value as 'none');
    }
    this.#shown = next;
  }

  /** A tile that is not there at all (404) is no error: the land ends. */
  #failed(e: ErrorEvent & { sourceId?: string; tile?: { tileID: { canonical: TileId } } }): void {
    const tile = e.tile?.tileID.canonical;
    if (e.sourceId === BASE && tile) this.#retry?.failed({ z: tile.z, x: tile.x, y: tile.y });
    else console.error(e.error);
  }
}

function source({ kind, tiles, attribution, bounds }: MapInfo): SourceSpecification {
  // Workers fetch the tiles: they need the whole address.
  const url = tiles.startsWith('/') ? location.origin + tiles : tiles;
  if (kind === 'raster') return { type: 'raster', tiles: [url], tileSize: 256, attribution };
  return {
    type: 'vector',
    tiles: [url],
    minzoom: MIN_ZOOM,
    maxzoom: MAX_ZOOM,
    attribution,
    ...(bounds ? { bounds } : {}),
  };
}

/** The rectangle that the extract covers, or the world if nobody says. */
function sheet(bounds: MapInfo['bounds']): FeatureCollection {
  const [w, s, e, n] = bounds ?? [-180, -85, 180, 85];
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const geometry = { type: 'Polygon' as const, coordinates: [ring] };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties: {} }] };
}
