// style.test.ts: the style is valid, in both themes and both languages; labels
// are in the language of the reader; a change of look changes only looks.
import {
  expression,
  type StyleSpecification,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec';
import type { LayerSpecification } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import { type MapLang, SLOTS, slot } from '../scene';
import { DAY_BASE, NIGHT_BASE } from './colours';
import { FONT_FACES } from './fonts';
import { BASE, type Look } from './layer';
import { FIRST_REF, nameIn } from './names';
import { EVERYDAY, RESCUE } from './poi';
import { changes } from './restyle';
import { rasterLayers, SHEET, vectorLayers } from './style';

const LOOKS: Look[] = [NIGHT_BASE, DAY_BASE].flatMap((colours) =>
  (['zh', 'en'] as const).map((lang) => ({ colours, lang })),
);
const flat = (layers: Record<string, LayerSpecification[]>): LayerSpecification[] =>
  Object.values(layers).flat();

function style(layers: LayerSpecification[], type: 'vector' | 'raster'): StyleSpecification {
  return {
    version: 8,
    'font-faces': FONT_FACES,
    sources: {
      [BASE]: { type, tiles: ['http://127.0.0.1/{z}/{x}/{y}'] },
      [SHEET]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      ...SLOTS.map((s) => ({ id: slot(s), type: 'background' as const })),
      ...layers,
    ] as StyleSpecification['layers'],
  };
}

describe.each(
  LOOKS.map((l) => [`${l.colours === DAY_BASE ? 'day' : 'night'} ${l.lang}`, l] as const),
)('%s', (_, look) => {
  test('the layers of our own tiles are valid', () => {
    expect(validateStyleMin(style(flat(vectorLayers(look)), 'vector'))).toEqual([]);
  });
  test('the layers of an outside map are valid', () => {
    expect(validateStyleMin(style(flat(rasterLayers(look)), 'raster'))).toEqual([]);
  });
});

test('an old machine has less than seventy layers to draw', () => {
  const all = flat(vectorLayers({ colours: DAY_BASE, lang: 'zh' }));
  expect(all.length).toBeLessThan(70);
  expect(new Set(all.map((l) => l.id)).size).toBe(all.length);
});

/** The layers and classes of the tiles, as geo/tile writes them. */
const TILES = [
  'water',
  'waterway',
  'water_name',
  'landuse',
  'park_name',
  'building',
  'aeroway',
  'road',
  'rail',
  'boundary',
  'place',
  'poi',
  'address',
];

test('every layer of the tiles is drawn, and no other is asked for', () => {
  const used = flat(vectorLayers({ colours: DAY_BASE, lang: 'zh' })).flatMap((l) =>
    'source-layer' in l && l['source-layer'] ? [l['source-layer']] : [],
  );
  expect([...new Set(used)].sort()).toEqual([...TILES].sort());
});

/** The value of an expression for one feature. */
function value(e: unknown, properties: Record<string, unknown>, zoom = 14): unknown {
  const made = expression.createExpression(e, { type: 'string' } as never);
  if (made.result === 'error') throw new Error(JSON.stringify(made.value));
  return made.value.evaluate({ zoom }, { type: 1, properties });
}

test.each<[MapLang, Record<string, string>, string]>([
  ['zh', { name: '人民南路', name_en: 'Renmin South Road' }, '人民南路'],
  ['en', { name: '人民南路', name_en: 'Renmin South Road' }, 'Renmin South Road'],
  ['en', { name: '人民南路' }, '人民南路'],
  ['zh', { name: 'Wilmington', name_zh: '威尔明顿' }, '威尔明顿'],
  ['en', { name: 'Wilmington', name_zh: '威尔明顿' }, 'Wilmington'],
  ['zh', { name: 'Wilmington' }, 'Wilmington'],
  ['zh', { name_en: 'Gate' }, 'Gate'],
])('a %s reader sees %o as %s', (lang, properties, want) => {
  expect(value(nameIn(lang), properties)).toBe(want);
});

test.each([
  ['I 95;US 202', 'I 95'],
  ['G4201', 'G4201'],
])('of several road numbers the first is shown: %s', (ref, want) => {
  expect(value(FIRST_REF, { ref })).toBe(want);
});

const night: Look = { colours: NIGHT_BASE, lang: 'zh' };

test('another theme changes colours only', () => {
  const to = changes(
    flat(vectorLayers(night)),
    flat(vectorLayers({ ...night, colours: DAY_BASE })),
  );
  expect(to.length).toBeGreaterThan(50);
  expect(new Set(to.map((c) => c.part))).toEqual(new Set(['paint']));
  for (const c of to) expect(c.name).toMatch(/-color$/);
});

test('another language changes names only', () => {
  const to = changes(flat(vectorLayers(night)), flat(vectorLayers({ ...night, lang: 'en' })));
  expect(new Set(to.map((c) => c.name))).toEqual(new Set(['text-field']));
  expect(new Set(to.map((c) => c.part))).toEqual(new Set(['layout']));
});

test('the same look changes nothing', () => {
  expect(changes(flat(vectorLayers(night)), flat(vectorLayers(night)))).toEqual([]);
});

test('a value that is gone is unset', () => {
  const layer = (paint: object) => [{ id: 'a', type: 'background', paint }] as LayerSpecification[];
  const to = changes(layer({ 'background-opacity': 1 }), layer({}));
  expect(to).toEqual([{ layer: 'a', part: 'paint', name: 'background-opacity', value: undefined }]);
});

test('no class of place is shown twice', () => {
  const all = [...RESCUE, ...EVERYDAY];
  expect(new Set(all).size).toBe(all.length);
});

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
  return ((x ?? 0) + 0.05) / ((y ?? 0) + 0.05);
}

test.each([
  ['day', DAY_BASE],
  ['night', NIGHT_BASE],
])('by %s every name can be read, and the ground does not shout', (_, c) => {
  for (const text of [c.place, c.placeSmall, c.street, c.streetMinor, c.poiText, c.quietText]) {
    expect(contrast(text, c.halo)).toBeGreaterThanOrEqual(4);
  }
  for (const ground of [c.water, c.wood, c.green, c.building, c.road, c.sand, c.care]) {
    expect(contrast(ground, c.land)).toBeLessThan(1.5);
  }
});
