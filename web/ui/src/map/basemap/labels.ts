// labels.ts: names of places, waters, parks and streets, and house numbers.
// The later a layer, the more it matters: where names collide, it stays.
import type { SymbolLayerSpecification } from 'maplibre-gl';
import { FONTS } from '../scene';
import { type BaseLayer, classes, type Look, symbol } from './layer';
import { along, FIRST_REF, named } from './names';
import { everyday, quiet, rescue } from './poi';

type Paint = NonNullable<SymbolLayerSpecification['paint']>;

export function labels(look: Look): BaseLayer[] {
  const { colours: c, lang } = look;
  const ink = (color: string, halo = 1.4): Paint => ({
    'text-color': color,
    'text-halo-color': c.halo,
    'text-halo-width': halo,
  });
  return [
    symbol('house', 'address', {
      minzoom: 17,
      layout: {
        'text-field': ['get', 'number'],
        'text-font': FONTS,
        'text-size': ['interpolate', ['linear'], ['zoom'], 17, 10.5, 19, 13],
        'text-padding': 3,
      },
      paint: ink(c.quietText, 1),
    }),
    quiet(look),
    symbol('name-path', 'road', {
      minzoom: 16,
      filter: classes('service', 'track', 'pedestrian', 'path', 'steps', 'cycleway', 'ferry'),
      layout: along(lang, 11),
      paint: ink(c.streetMinor),
    }),
    symbol('name-minor', 'road', {
      minzoom: 14.5,
      filter: classes('residential', 'construction'),
      layout: along(lang, ['interpolate', ['linear'], ['zoom'], 14.5, 11, 18, 13.5]),
      paint: ink(c.streetMinor),
    }),
    symbol('name-stream', 'waterway', {
      minzoom: 12.5,
      layout: along(lang, 11.5, { 'symbol-spacing': 500, 'text-letter-spacing': 0.08 }),
      paint: ink(c.waterText),
    }),
    symbol('name-park', 'park_name', {
      minzoom: 13,
      layout: named(lang, 11.5, { 'text-max-width': 7 }),
      paint: ink(c.greenText),
    }),
    everyday(look),
    symbol('name-mid', 'road', {
      minzoom: 13,
      filter: classes('secondary', 'tertiary'),
      layout: along(lang, ['interpolate', ['linear'], ['zoom'], 13, 11.5, 18, 14.5]),
      paint: ink(c.street, 1.6),
    }),
    symbol('name-major', 'road', {
      minzoom: 12,
      filter: classes('motorway', 'trunk', 'primary'),
      layout: along(lang, ['interpolate', ['linear'], ['zoom'], 12, 11.5, 18, 15]),
      paint: ink(c.street, 1.6),
    }),
    symbol('ref', 'road', {
      minzoom: 8,
      filter: [
        'all',
        ['has', 'ref'],
        [
          'any',
          classes('motorway'),
          ['all', ['>=', ['zoom'], 10], classes('trunk')],
          ['all', ['>=', ['zoom'], 12], classes('primary')],
        ],
      ],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 500,
        'text-field': FIRST_REF,
        'text-font': FONTS,
        'text-size': 10.5,
        'text-rotation-alignment': 'viewport',
        'icon-rotation-alignment': 'viewport',
        'icon-image': 'shield',
        'icon-text-fit': 'both',
        'icon-text-fit-padding': [1.5, 4, 1.5, 4],
        'icon-padding': 20,
        'text-padding': 20,
      },
      paint: { 'text-color': c.shieldText },
    }),
    symbol('name-water', 'water_name', {
      layout: named(lang, ['interpolate', ['linear'], ['zoom'], 6, 11.5, 16, 15], {
        'text-max-width': 6,
        'text-letter-spacing': 0.1,
      }),
      paint: ink(c.waterText),
    }),
    symbol('place-small', 'place', {
      minzoom: 13,
      filter: classes('quarter', 'neighbourhood', 'hamlet'),
      layout: named(lang, ['interpolate', ['linear'], ['zoom'], 13, 11, 16, 14], {
        'symbol-sort-key': ['get', 'rank'],
        'text-padding': ['interpolate', ['linear'], ['zoom'], 13, 26, 16, 6],
      }),
      paint: ink(c.placeSmall, 1.8),
    }),
    rescue(look),
    symbol('place-part', 'place', {
      minzoom: 10.5,
      maxzoom: 17,
      filter: classes('suburb', 'village'),
      layout: named(lang, ['interpolate', ['linear'], ['zoom'], 10.5, 11.5, 15, 15.5], {
        'symbol-sort-key': ['get', 'rank'],
      }),
      paint: ink(c.placeSmall, 1.8),
    }),
    symbol('place-town', 'place', {
      minzoom: 8,
      maxzoom: 15,
      filter: classes('town'),
      layout: named(lang, ['interpolate', ['linear'], ['zoom'], 8, 11.5, 14, 16], {
        'symbol-sort-key': ['get', 'rank'],
      }),
      paint: ink(c.place, 1.8),
    }),
    symbol('place-city', 'place', {
      minzoom: 4,
      // Nearer, everybody knows which city it is.
      maxzoom: 13,
      filter: classes('city', 'state', 'country'),
      layout: named(lang, ['interpolate', ['linear'], ['zoom'], 4, 12, 8, 14, 11, 18], {
        'symbol-sort-key': ['get', 'rank'],
        // People and incidents stand in the middle of cities.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1,
      }),
      paint: ink(c.place, 2),
    }),
  ];
}
