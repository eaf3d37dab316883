// paths.ts: ways on foot and by bicycle, tracks, and what is being built.
import { type BaseLayer, classes, grow, type Look, line } from './layer';

export function paths({ colours: c }: Look): BaseLayer[] {
  return [
    line('track', 'road', {
      minzoom: 13.5,
      filter: classes('track'),
      paint: {
        'line-color': c.path,
        'line-width': grow([13.5, 0.6], [18, 3]),
        'line-dasharray': [5, 2],
      },
    }),
    line('construction', 'road', {
      minzoom: 12,
      filter: classes('construction'),
      paint: {
        'line-color': c.path,
        'line-width': grow([12, 0.8], [18, 6]),
        'line-dasharray': [3, 3],
      },
    }),
    line('pedestrian', 'road', {
      minzoom: 13.5,
      filter: classes('pedestrian'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.path, 'line-width': grow([13.5, 0.8], [16, 3], [19, 14]) },
    }),
    line('path', 'road', {
      minzoom: 14.5,
      filter: classes('path', 'cycleway'),
      paint: {
        'line-color': c.path,
        'line-width': grow([14.5, 0.6], [19, 2.5]),
        'line-dasharray': [3, 1.5],
      },
    }),
    line('steps', 'road', {
      minzoom: 15.5,
      filter: classes('steps'),
      paint: {
        'line-color': c.path,
        'line-width': grow([15.5, 2], [19, 8]),
        'line-dasharray': [0.35, 0.35],
      },
    }),
  ];
}
