// names.ts: what a place is called, in the language of the reader, and how a
// label is set.
import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { FONTS, type MapLang } from '../scene';

type Layout = NonNullable<SymbolLayerSpecification['layout']>;

/** Tiles carry name_zh and name_en only where they differ from name. */
const NAMES: Record<MapLang, ExpressionSpecification> = {
  zh: ['coalesce', ['get', 'name_zh'], ['get', 'name'], ['get', 'name_en']],
  en: ['coalesce', ['get', 'name_en'], ['get', 'name']],
};

export const nameIn = (lang: MapLang): ExpressionSpecification => NAMES[lang];

/** A name at a point. */
export const named = (lang: MapLang, size: Layout['text-size'], more: Layout = {}): Layout => ({
  'text-field': nameIn(lang),
  'text-font': FONTS,
  'text-size': size,
  'text-max-width': 8,
  'text-line-height': 1.15,
  'text-padding': 4,
  ...more,
});

/** A name along a line. */
export const along = (lang: MapLang, size: Layout['text-size'], more: Layout = {}): Layout =>
  named(lang, size, {
    'symbol-placement': 'line',
    'symbol-spacing': 380,
    'text-max-angle': 30,
    'text-letter-spacing': 0.02,
    'text-padding': 8,
    ...more,
  });

/** "I 95;US 202" is shown as "I 95". */
export const FIRST_REF: ExpressionSpecification = [
  'let',
  'end',
  ['index-of', ';', ['get', 'ref']],
  ['case', ['>=', ['var', 'end'], 0], ['slice', ['get', 'ref'], 0, ['var', 'end']], ['get', 'ref']],
];
