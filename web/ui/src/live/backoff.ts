// backoff.ts: how long to wait before the next try. Full jitter: anywhere
// between nothing and a ceiling that doubles, so that a hundred dashboards do
// not knock at the same moment after a restart.

export interface Backoff {
  baseMs: number;
  capMs: number;
}

export const LIVE_BACKOFF: Backoff = { baseMs: 400, capMs: 15_000 };

/** The wait in milliseconds before try number `attempt`, counted from 0. */
export function delay(attempt: number, random: () => number, b: Backoff = LIVE_BACKOFF): number {
  const ceiling = Math.min(b.capMs, b.baseMs * 2 ** Math.min(attempt, 30));
  return Math.floor(random() * ceiling);
}
