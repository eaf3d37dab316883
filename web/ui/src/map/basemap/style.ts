// style.ts: the base map as a list of layers for each storey of the map, by
// theme and language. A pure function: what changes between two looks is found
// by comparing two lists (restyle.ts).
import type { LayerSpecification, RasterLayerSpecification } from 'maplibre-gl';
import type { Slot } from '../scene';
import { labels } from './labels';
import { land } from './land';
import { BASE, type BaseLayer, type Look } from './layer';
import { ferry, rails } from './rails';
import { roads } from './roads';

/** The source of the rectangle that the tiles cover. */
export const SHEET = 'sheet';

export type Storey = Extract<Slot, 'land' | 'streets' | 'labels'>;

/** Our own vector tiles. */
export function vectorLayers(look: Look): Record<Storey, BaseLayer[]> {
  const { colours: c } = look;
  return {
    land: [
      {
        id: 'sheet',
        type: 'fill',
        source: SHEET,
        paint: { 'fill-color': c.land, 'fill-antialias': false },
      },
      ...land(look),
    ],
    streets: [
      ferry(look),
      ...roads(look),
      ...rails(look),
      // Above the rest: the sea, too, ends where the extract ends.
      {
        id: 'sheet-edge',
        type: 'line',
        source: SHEET,
        paint: { 'line-color': c.edge, 'line-width': 1.5, 'line-dasharray': [4, 3] },
      },
    ],
    labels: labels(look),
  };
}

/** An outside map of pictures, stepped back behind what is drawn on it. */
export function rasterLayers({ colours: c }: Look): Record<Storey, LayerSpecification[]> {
  const picture: RasterLayerSpecification = {
    id: 'raster',
    type: 'raster',
    source: BASE,
    paint: {
      'raster-brightness-max': c.raster.brightness,
      'raster-saturation': c.raster.saturation,
      'raster-contrast': c.raster.contrast,
      'raster-fade-duration': 0,
    },
  };
  return { land: [picture], streets: [], labels: [] };
}
