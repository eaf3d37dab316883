// layer.ts: the words in which the layers of the base map are written.
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LayerSpecification,
} from 'maplibre-gl';
import type { MapLang } from '../scene';
import type { BaseColours } from './colours';

/** What the map is drawn for: a theme and a reader. */
export interface Look {
  colours: BaseColours;
  lang: MapLang;
}

/** The id of the source of tiles. */
export const BASE = 'base';

/** A layer of the tiles; ids begin with what they show. */
export type BaseLayer = LayerSpecification & { id: string };

type Kind<T extends LayerSpecification['type']> = Extract<LayerSpecification, { type: T }>;
type Rest<T extends LayerSpecification['type']> = Omit<
  Kind<T>,
  'id' | 'type' | 'source' | 'source-layer'
>;

const of =
  <T extends 'fill' | 'line' | 'symbol'>(type: T) =>
  (id: string, from: string, rest: Rest<T>): BaseLayer =>
    ({ id, type, source: BASE, 'source-layer': from, ...rest }) as BaseLayer;

export const fill = of('fill');
export const line = of('line');
export const symbol = of('symbol');

/** Features of the classes named. */
export const classes = (...names: string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', names],
];

export const yes = (flag: string): ExpressionSpecification => ['==', ['get', flag], true];
export const not = (flag: string): ExpressionSpecification => ['!=', ['get', flag], true];

/** A zoom and the size there. */
export type Stop = [zoom: number, value: number | ExpressionSpecification];

/** A size that grows with the zoom, by stops of [zoom, value]. */
export function grow(...stops: Stop[]): DataDrivenPropertyValueSpecification<number> {
  return [
    'interpolate',
    ['exponential', 1.4],
    ['zoom'],
    ...stops.flat(),
  ] as unknown as ExpressionSpecification;
}
