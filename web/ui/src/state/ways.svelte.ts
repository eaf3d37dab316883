// ways.svelte.ts: the ways of those who come. A way is followed while its row is
// on the screen: it is asked for anew when the phone tells a new position, but
// never more often than every ten seconds, and when the officer wishes.
import * as calls from '../api/calls';
import type { LivePosition, Offer, Way } from '../api/types';
import { Latest } from '../lib/latest';
import { Throttle } from '../lib/throttle';

const EVERY_MS = 10_000;

export interface Followed {
  readonly state: 'loading' | 'ready' | 'failed';
  /** The last one known, also while a newer one is under way. */
  readonly way: Way | undefined;
}

interface Watch {
  responder: string;
  latest: Latest;
  throttle: Throttle;
}

class Ways {
  /** By offer. */
  known = $state.raw<ReadonlyMap<string, Followed>>(new Map());
  /** Those that were switched on. */
  pinned = $state.raw<ReadonlySet<string>>(new Set());
  /** The row under the pointer or with the focus, and those unfolded. */
  hovered = $state.raw<string | undefined>();
  unfolded = $state.raw<ReadonlySet<string>>(new Set());
  #watched = new Map<string, Watch>();

  /** Follows the way of an offer until the function it gives is called. */
  watch(o: Pick<Offer, 'id' | 'incident' | 'responder'>): () => void {
    const latest = new Latest();
    const load = (): void => void this.#load(o.incident, o.id, latest);
    const throttle = new Throttle(load, EVERY_MS);
    this.#watched.set(o.id, { responder: o.responder, latest, throttle });
    throttle.go();
    return () => {
      latest.stop();
      throttle.stop();
      this.#watched.delete(o.id);
      this.#set(o.id, undefined);
      this.pin(o.id, false);
      this.unfold(o.id, false);
      if (this.hovered === o.id) this.hovered = undefined;
    };
  }

  refresh(offer: string): void {
    this.#watched.get(offer)?.throttle.go();
  }

  /** Phones have told new positions. Nobody looks at a hidden page. */
  moved(batch: readonly LivePosition[]): void {
    if (this.#watched.size === 0 || document.hidden) return;
    const who = new Set(batch.map(([id]) => id));
    for (const w of this.#watched.values()) if (who.has(w.responder)) w.throttle.news();
  }

  pin(offer: string, on: boolean): void {
    this.pinned = changed(this.pinned, offer, on);
  }

  unfold(offer: string, on: boolean): void {
    this.unfolded = changed(this.unfolded, offer, on);
  }

  /** The offers whose way is drawn. */
  get shown(): ReadonlySet<string> {
    const all = new Set([...this.pinned, ...this.unfolded]);
    if (this.hovered) all.add(this.hovered);
    return all;
  }

  async #load(incident: string, offer: string, latest: Latest): Promise<void> {
    const before = this.known.get(offer)?.way;
    this.#set(offer, { state: 'loading', way: before });
    try {
      const way = await latest.run((signal) => calls.wayOf(incident, offer, signal));
      if (way) this.#set(offer, { state: 'ready', way });
    } catch {
      if (this.#watched.has(offer)) this.#set(offer, { state: 'failed', way: before });
    }
  }

  #set(offer: string, followed: Followed | undefined): void {
    const known = new Map(this.known);
    if (followed) known.set(offer, followed);
    else known.delete(offer);
    this.known = known;
  }
}

function changed(set: ReadonlySet<string>, value: string, on: boolean): ReadonlySet<string> {
  if (set.has(value) === on) return set;
  const out = new Set(set);
  if (on) out.add(value);
  else out.delete(value);
  return out;
}

export const ways = new Ways();
