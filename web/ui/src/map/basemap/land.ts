// land.ts: the ground: what it is used for, water, airfields, buildings.
import { type BaseLayer, classes, fill, grow, type Look, line, not } from './layer';

export function land({ colours: c }: Look): BaseLayer[] {
  const use = (id: string, color: string, minzoom: number, ...of: string[]): BaseLayer =>
    fill(`use-${id}`, 'landuse', {
      minzoom,
      filter: classes(...of),
      paint: { 'fill-color': color },
    });
  return [
    use('built', c.built, 9, 'residential', 'commercial', 'cemetery'),
    use('work', c.work, 10, 'industrial', 'railway', 'quarry', 'military', 'airport', 'parking'),
    use('wood', c.wood, 5, 'forest'),
    use('green', c.green, 9, 'park', 'grass', 'pitch'),
    use('wet', c.wet, 9, 'wetland'),
    use('sand', c.sand, 9, 'beach', 'sand'),
    use('care', c.care, 12, 'hospital', 'education'),
    line('stream', 'waterway', {
      filter: ['all', not('tunnel'), ['!', classes('river', 'canal')]],
      minzoom: 13,
      paint: { 'line-color': c.stream, 'line-width': grow([13, 0.5], [18, 3]) },
    }),
    line('river', 'waterway', {
      filter: ['all', not('tunnel'), classes('river', 'canal')],
      minzoom: 8,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.stream, 'line-width': grow([8, 0.5], [12, 1.4], [18, 8]) },
    }),
    fill('water', 'water', { paint: { 'fill-color': c.water } }),
    fill('apron', 'aeroway', {
      minzoom: 11,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': c.runway, 'fill-opacity': 0.6 },
    }),
    line('runway', 'aeroway', {
      minzoom: 10,
      filter: ['all', ['==', ['geometry-type'], 'LineString'], classes('runway')],
      paint: { 'line-color': c.runway, 'line-width': grow([10, 1], [14, 9], [18, 60]) },
    }),
    line('taxiway', 'aeroway', {
      minzoom: 12,
      filter: ['all', ['==', ['geometry-type'], 'LineString'], classes('taxiway')],
      paint: { 'line-color': c.runway, 'line-width': grow([12, 0.5], [14, 2.5], [18, 20]) },
    }),
    fill('building', 'building', {
      minzoom: 13.5,
      paint: {
        'fill-color': c.building,
        'fill-outline-color': c.buildingEdge,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.5, 1],
      },
    }),
  ];
}
