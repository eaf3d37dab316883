// rails.ts: ferries, railways, borders, and the arrows of one-way streets.
import { type BaseLayer, classes, grow, type Look, line, not, symbol, yes } from './layer';

export const ferry = ({ colours: c }: Look): BaseLayer =>
  line('ferry', 'road', {
    minzoom: 9,
    filter: classes('ferry'),
    paint: { 'line-color': c.ferry, 'line-width': 1.2, 'line-dasharray': [5, 4] },
  });

export function rails({ colours: c }: Look): BaseLayer[] {
  return [
    line('rail-under', 'rail', {
      minzoom: 12,
      filter: ['all', yes('tunnel')],
      paint: {
        'line-color': c.rail,
        'line-width': grow([12, 0.6], [18, 2]),
        'line-dasharray': [4, 4],
      },
    }),
    line('tram', 'rail', {
      minzoom: 13,
      filter: ['all', classes('tram', 'light_rail', 'subway'), not('tunnel')],
      paint: { 'line-color': c.rail, 'line-width': grow([13, 0.6], [18, 2]) },
    }),
    line('rail', 'rail', {
      minzoom: 9,
      filter: ['all', classes('rail'), not('tunnel')],
      paint: { 'line-color': c.rail, 'line-width': grow([9, 0.4], [14, 1.1], [18, 2.4]) },
    }),
    line('rail-ties', 'rail', {
      minzoom: 14,
      filter: ['all', classes('rail'), not('tunnel')],
      paint: {
        'line-color': c.rail,
        'line-width': grow([14, 3], [18, 9]),
        'line-dasharray': [0.15, 3],
      },
    }),
    line('border', 'boundary', {
      filter: ['<=', ['get', 'level'], 6],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.8, 14, 1.4],
        'line-dasharray': [5, 2.5, 1, 2.5],
        'line-opacity': 0.8,
      },
    }),
    symbol('arrow', 'road', {
      minzoom: 16,
      filter: ['in', ['get', 'oneway'], ['literal', [1, -1]]],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 130,
        'icon-image': 'arrow',
        'icon-rotate': ['case', ['==', ['get', 'oneway'], -1], 180, 0],
        'icon-rotation-alignment': 'map',
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 16, 0.7, 18, 1],
      },
    }),
  ];
}
