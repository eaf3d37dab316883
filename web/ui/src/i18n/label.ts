// label.ts: the word for a word of the API. A word this version does not know
// (a newer server) is shown as it is rather than hidden.
import type { Messages } from './en';

export function label(words: Record<string, string>, word: string | undefined): string {
  return word ? (words[word] ?? word) : '';
}

/** Who caused something: "officer:NAME", "policy", "sms" … */
export function byWhom(m: Messages, by: string | undefined): string {
  if (!by) return '';
  const [kind = '', ...rest] = by.split(':');
  const name = rest.join(':');
  if (kind === 'officer') return name ? m.by.officer(name) : m.accesses.officer;
  if (kind === 'token') return m.by.token(name);
  if (kind === 'policy' || kind === 'sms' || kind === 'page' || kind === 'provider') {
    return m.by[kind];
  }
  return by;
}

/** A distance as people say it: "420 m", "1.2 km". */
export function distance(m: Messages, meters: number): string {
  if (meters < 995) return m.common.meters(Math.max(10, Math.round(meters / 10) * 10));
  return m.common.kilometers((meters / 1000).toFixed(meters < 9950 ? 1 : 0));
}
