// notices.svelte.ts: what must not be missed: new incidents, shortfalls,
// replies nobody understood, people noticed at the scene; and short words on what one has just done.
import { ring, type Tone } from '../lib/sound';
import { prefs } from './prefs.svelte';

export type Notice =
  | { id: number; kind: 'opened'; incident: string; number: number; exercise: boolean; p1: boolean }
  | { id: number; kind: 'shortfall'; incident: string; number: number }
  | { id: number; kind: 'reply'; incident: string | undefined; who: string; remark: string }
  | { id: number; kind: 'near'; incident: string; number: number; who: string }
  | { id: number; kind: 'said'; text: string };

type New<T> = T extends { id: number } ? Omit<T, 'id'> : never;

const MOST = 2;
const LIFE_MS: Record<Notice['kind'], number> = {
  opened: 6_000,
  shortfall: 60_000,
  reply: 30_000,
  near: 30_000,
  said: 4_000,
};
const TONES: Partial<Record<Notice['kind'], Tone>> = {
  opened: 'rise',
  shortfall: 'alarm',
  reply: 'tick',
  near: 'tick',
};

const grave = (n: Notice): boolean =>
  n.kind === 'shortfall' || n.kind === 'reply' || n.kind === 'near';

/** What says the same again takes the place of what was said before. */
const same = (a: Notice, b: New<Notice>): boolean => a.kind === b.kind && words(a) === words(b);
const words = (n: Notice | New<Notice>): string => JSON.stringify({ ...n, id: 0 });

class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #last = 0;

  add(n: New<Notice>): void {
    const id = ++this.#last;
    const notice = { ...n, id } as Notice;
    // Whatever waits for an officer stays longer than what is good to know.
    const other = this.list.filter((x) => !same(x, n));
    const old = other.toSorted((a, b) => Number(grave(a)) - Number(grave(b)) || a.id - b.id);
    const kept = new Set(old.slice(Math.max(0, old.length - MOST + 1)));
    this.list = [...other.filter((x) => kept.has(x)), notice];
    setTimeout(() => this.dismiss(id), LIFE_MS[n.kind]);
    const tone = TONES[n.kind];
    if (tone && prefs.sound) ring(tone);
  }

  say(text: string): void {
    this.add({ kind: 'said', text });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((n) => n.id !== id);
  }

  /** Whoever opens an incident has seen what was said of it. */
  seen(incident: string): void {
    this.list = this.list.filter((n) => n.kind === 'said' || n.incident !== incident);
  }
}

export const notices = new Notices();
