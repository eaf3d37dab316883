// fonts.ts: the fonts of labels on the map, served by ourselves: a map of a
// Chinese city is readable on a machine without Chinese fonts. One file covers
// Latin and nearly eight thousand Chinese characters; a rarer character is
// drawn with what the machine has. Noto Sans SC, SIL Open Font License 1.1.

import simplified from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url';
import latinExt from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-ext-400-normal.woff2?url';
import type { StyleSpecification } from 'maplibre-gl';

export const FONT_FACES: NonNullable<StyleSpecification['font-faces']> = {
  'Noto Sans SC': [
    // The vowels of pinyin and the letters of Europe beyond Latin-1.
    { url: latinExt, 'unicode-range': ['U+0100-0151', 'U+0154-02BA', 'U+1E00-1EFF'] },
    { url: simplified },
  ],
};
