// typeahead.ts: proposals while somebody types: asked for after a short pause,
// the older request aborted, the proposals before kept on the screen until the
// new ones are there.
import { Latest } from './latest';

export const PAUSE_MS = 150;

export interface Proposals<T> {
  /** idle: nothing typed; asking: under way; found and failed: of this text. */
  readonly state: 'idle' | 'asking' | 'found' | 'failed';
  readonly text: string;
  readonly list: readonly T[];
}

export const NONE: Proposals<never> = { state: 'idle', text: '', list: [] };

export class Typeahead<T> {
  #now: Proposals<T> = NONE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = new Latest();

  constructor(
    private readonly ask: (text: string, signal: AbortSignal) => Promise<readonly T[]>,
    private readonly changed: (now: Proposals<T>) => void,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /** The text is this now. Nothing is asked twice for the same text. */
  type(text: string): void {
    const q = text.trim();
    if (q === this.#now.text && this.#now.state !== 'failed') return;
    clearTimeout(this.#timer);
    this.#latest.stop();
    if (!q) {
      this.#become(NONE);
      return;
    }
    this.#become({ state: 'asking', text: q, list: this.#now.list });
    this.#timer = setTimeout(() => void this.#request(q), this.pauseMs);
  }

  /** Forgets everything: a proposal was chosen, or the field was left. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#latest.stop();
    if (this.#now.state !== 'idle') this.#become(NONE);
  }

  async #request(text: string): Promise<void> {
    try {
      const list = await this.#latest.run((signal) => this.ask(text, signal));
      if (list) this.#become({ state: 'found', text, list });
    } catch {
      this.#become({ state: 'failed', text, list: [] });
    }
  }

  #become(now: Proposals<T>): void {
    this.#now = now;
    this.changed(now);
  }
}

/** The next highlighted place of a list, -1 being none; it goes round. */
export function step(at: number, by: 1 | -1, n: number): number {
  if (n === 0) return -1;
  if (at < 0) return by > 0 ? 0 : n - 1;
  return (at + by + n) % n;
}
