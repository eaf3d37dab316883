// poi.ts: places that matter in an emergency, by how early they are shown:
// those that help (hospitals, fire, police, defibrillators, shelters) from far,
// what everybody knows (schools, stations, pharmacies) nearer, the rest last.
import type { SymbolLayerSpecification } from 'maplibre-gl';
import { type BaseLayer, classes, type Look, symbol } from './layer';
import { named } from './names';

type Layout = NonNullable<SymbolLayerSpecification['layout']>;

/** Classes and the icon each has; see icons.ts. */
export const RESCUE = [
  'hospital',
  'fire_station',
  'police',
  'aed',
  'assembly_point',
  'shelter',
  'clinic',
] as const;

export const EVERYDAY = [
  'doctors',
  'pharmacy',
  'school',
  'kindergarten',
  'university',
  'station',
  'subway_entrance',
  'bus_station',
  'airport',
  'townhall',
  'community_centre',
] as const;

const setting = (look: Look, size: Layout['text-size'], more: Layout): Layout =>
  named(look.lang, size, {
    'icon-image': ['get', 'class'],
    'icon-padding': 1,
    'text-anchor': 'top',
    'text-offset': [0, 0.85],
    'text-optional': true,
    'text-padding': 3,
    'symbol-sort-key': ['coalesce', ['get', 'rank'], 99],
    ...more,
  });

export function rescue(look: Look): BaseLayer {
  const { colours: c } = look;
  return symbol('poi-rescue', 'poi', {
    minzoom: 11,
    filter: [
      'all',
      classes(...RESCUE),
      // Far out only the few that everybody is taken to.
      [
        '>=',
        ['zoom'],
        ['match', ['get', 'class'], ['hospital'], 11, ['fire_station', 'police'], 12.5, 13.5],
      ],
    ],
    layout: setting(look, ['interpolate', ['linear'], ['zoom'], 12, 11, 17, 13], {
      'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.7, 14, 0.9, 17, 1.1],
    }),
    paint: { 'text-color': c.poiText, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  });
}

export function everyday(look: Look): BaseLayer {
  const { colours: c } = look;
  return symbol('poi-everyday', 'poi', {
    minzoom: 14.5,
    filter: classes(...EVERYDAY),
    layout: setting(look, 11.5, {
      'icon-size': ['interpolate', ['linear'], ['zoom'], 14.5, 0.75, 17, 0.95],
    }),
    paint: { 'text-color': c.quietText, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
  });
}

export function quiet(look: Look): BaseLayer {
  const { colours: c } = look;
  return symbol('poi-quiet', 'poi', {
    minzoom: 16.5,
    filter: ['all', ['!', classes(...RESCUE, ...EVERYDAY)], ['has', 'name']],
    layout: setting(look, 11, { 'icon-image': 'dot', 'text-offset': [0, 0.4] }),
    paint: { 'text-color': c.quietText, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
  });
}
