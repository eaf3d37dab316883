// gauges.svelte.ts: the promises of the open incidents. Silence lowers them with
// every second, so they are asked for again and again while somebody looks.
import * as calls from '../api/calls';
import type { Gauge } from '../api/types';
import { Poll } from '../lib/poll';
import { clock } from './clock.svelte';

const RHYTHM = {
  everyMs: 3000,
  leastMs: 1000,
  limitMs: 8000,
  backoff: { baseMs: 3000, capMs: 57_000 },
};

/** A promise that is older says when it was made. */
const STALE_MS = 15_000;

class Gauges {
  /** By incident. */
  known = $state.raw<ReadonlyMap<string, Gauge>>(new Map());
  /** When they were computed, in the server's time; 0: never. */
  at = $state(0);
  readonly stale = $derived(clock.now - this.at > STALE_MS);

  #poll = new Poll(
    calls.gauges,
    (all) => {
      this.known = new Map(Object.entries(all));
      this.at = clock.read();
    },
    RHYTHM,
  );

  follow(on: boolean): void {
    this.#poll.follow(on);
  }

  /** Something has happened that may change a promise somebody looks at. */
  news(): void {
    this.#poll.news();
  }
}

export const gauges = new Gauges();
