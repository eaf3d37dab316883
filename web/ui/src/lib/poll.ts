// poll.ts: something is asked for again and again while somebody wants it, one
// request at a time; sooner when there is news, later when requests fail.
import { type Backoff, delay } from '../live/backoff';

export interface Rhythm {
  /** From the start of one request to the start of the next. */
  everyMs: number;
  /** Never sooner than this, whatever the news. */
  leastMs: number;
  /** A request that takes longer is aborted and has failed. */
  limitMs: number;
  /** What is added to everyMs after failures. */
  backoff: Backoff;
}

export interface PollSources {
  now: () => number;
  random: () => number;
}

export class Poll<T> {
  #on = false;
  #current: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = Number.NEGATIVE_INFINITY;
  #fails = 0;
  #news = false;

  constructor(
    private readonly task: (signal: AbortSignal) => Promise<T>,
    private readonly got: (value: T) => void,
    private readonly rhythm: Rhythm,
    private readonly sources: PollSources = { now: () => performance.now(), random: Math.random },
  ) {}

  /** Starts, asking at once, or stops, aborting what is under way. */
  follow(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    if (on) {
      this.#fails = 0;
      this.#again(this.#soonest());
      return;
    }
    clearTimeout(this.#timer);
    this.#current?.abort();
    this.#current = undefined;
    this.#news = false;
  }

  /**
   * There is news: asks as soon as allowed. A request under way ends first;
   * aborting it could go on for ever where news come faster than answers. While
   * requests fail the news wait with everything else.
   */
  news(): void {
    if (!this.#on || this.#fails > 0) return;
    if (this.#current) this.#news = true;
    else this.#again(this.#soonest());
  }

  #soonest(): number {
    return Math.max(0, this.#asked + this.rhythm.leastMs - this.sources.now());
  }

  #again(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), waitMs);
  }

  async #ask(): Promise<void> {
    const mine = new AbortController();
    this.#current = mine;
    this.#asked = this.sources.now();
    this.#news = false;
    const limit = setTimeout(() => mine.abort(), this.rhythm.limitMs);
    const answer = await this.task(mine.signal).then(
      (value) => ({ value }),
      () => undefined,
    );
    clearTimeout(limit);
    if (this.#current !== mine) return; // stopped meanwhile
    this.#current = undefined;
    this.#fails = answer ? 0 : this.#fails + 1;
    this.#again(this.#wait());
    if (answer) this.got(answer.value);
  }

  #wait(): number {
    const { everyMs, leastMs, backoff } = this.rhythm;
    if (this.#fails > 0) return everyMs + delay(this.#fails - 1, this.sources.random, backoff);
    if (this.#news) return this.#soonest();
    return Math.max(leastMs, this.#asked + everyMs - this.sources.now());
  }
}
