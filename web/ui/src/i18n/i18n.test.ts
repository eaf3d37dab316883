// i18n.test.ts: both catalogues say everything, in their own language. The
// type checker proves the keys; this proves the words.
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { zhCN } from './zh-CN';

/** Every message by its path; functions are called with plausible parts. */
function flatten(node: unknown, path = ''): Map<string, string> {
  const out = new Map<string, string>();
  if (typeof node === 'string') return out.set(path, node);
  if (typeof node === 'function') {
    const parts = { who: 'X', count: 2, wave: 1 };
    const words = path === 'timeline.text' ? ['A', 'B', 'C'] : [3, 4, 5, 6];
    const args = path.startsWith('events.') ? [parts] : words;
    return out.set(path, String(node(...args)));
  }
  for (const [k, v] of Object.entries(node as object)) {
    for (const [p, s] of flatten(v, path ? `${path}.${k}` : k)) out.set(p, s);
  }
  return out;
}

const english = flatten(en);
const chinese = flatten(zhCN);

describe('catalogues', () => {
  it('have the same messages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(300);
  });

  it('leave nothing empty or undefined', () => {
    for (const [path, s] of [...english, ...chinese]) {
      expect(s.trim(), path).not.toBe('');
      expect(s, path).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('speak Chinese in Chinese and no Chinese in English', () => {
    const alike = [
      'lang',
      'common.and',
      'common.colon',
      'timeline.text',
      'places.whole',
      'common.aside',
      'other',
      'otherTitle',
      'form.placePlaceholder',
      'coordSystems.wgs84',
      'responders.langs.en',
    ];
    for (const [path, s] of chinese) {
      if (!alike.includes(path)) expect(s, path).toMatch(/[\u4e00-\u9fff]/);
    }
    const quoted = ['other', 'otherTitle', 'responders.langs.zh', 'import.chooseHelp'];
    for (const [path, s] of english) {
      if (!quoted.includes(path)) expect(s, path).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
