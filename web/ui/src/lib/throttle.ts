// throttle.ts: something is done again when there is news, but at most once in
// a while: at once if the last time is long enough ago, otherwise when it will be.

export class Throttle {
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly act: () => void,
    private readonly everyMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** There is news. */
  news(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#last + this.everyMs - this.now();
    if (wait <= 0) this.go();
    else this.#timer = setTimeout(() => this.go(), wait);
  }

  /** Does it now, whenever the last time was. */
  go(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.now();
    this.act();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
