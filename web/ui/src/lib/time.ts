// time.ts: moments and spans as people read them. Pure; the language is a
// parameter, the zone is the browser's.

/** Whether a time is absent (or Go's zero time, which means the same). */
export const absent = (t: string | undefined): t is undefined | '' => !t || t.startsWith('0001-');

/** Milliseconds of a time, NaN if absent. */
export const ms = (t: string | undefined): number => (absent(t) ? Number.NaN : Date.parse(t));

const two = (n: number): string => String(n).padStart(2, '0');

/** "12:41", or "1:02:03" from an hour on. Negative spans lose their sign. */
export function span(milliseconds: number): string {
  const s = Math.floor(Math.abs(milliseconds) / 1000);
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`;
}

/**
 * What is left until a deadline: whole seconds rounded up before it, so that
 * 00:00 shows only when it is over, and down after it.
 */
export function left(deadline: number, now: number): { over: boolean; text: string } {
  const d = deadline - now;
  return d > 0
    ? { over: false, text: span(Math.ceil(d / 1000) * 1000) }
    : { over: true, text: span(-d) };
}

/** Within half a day of now nobody takes a time for another day's. */
const SAME_DAY_MS = 12 * 3_600_000;

/** "03:12:05", with the day before it when it may not be today's. */
export function clock(t: string | undefined, now: number, lang: string, seconds = true): string {
  const at = ms(t);
  if (Number.isNaN(at)) return '–';
  const d = new Date(at);
  const time = `${two(d.getHours())}:${two(d.getMinutes())}${seconds ? `:${two(d.getSeconds())}` : ''}`;
  if (Math.abs(at - now) < SAME_DAY_MS) return time;
  const day = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric' }).format(d);
  return `${day} ${time}`;
}

/** A full date and time, for titles and tables. */
export function stamp(t: string | undefined, lang: string): string {
  const at = ms(t);
  if (Number.isNaN(at)) return '–';
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** The day of a moment by the local calendar: "2027-06-30". */
export function day(at: number): string {
  const d = new Date(at);
  return `${String(d.getFullYear()).padStart(4, '0')}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** Whole minutes until then, rounded up, never below 0. */
export const minutesUntil = (t: string | undefined, now: number): number =>
  Math.max(0, Math.ceil((ms(t) - now) / 60_000));

/** Whole minutes of a span in seconds, at least 1. */
export const minutes = (seconds: number): number => Math.max(1, Math.round(seconds / 60));
