// latest.ts: of several requests for the same thing only the newest counts:
// it aborts the one before it, and an answer that comes late is dropped.

export class Latest {
  #current: AbortController | undefined;

  /** What the task gives, or undefined if a newer task or a stop overtook it. */
  async run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.stop();
    const mine = new AbortController();
    this.#current = mine;
    try {
      const value = await task(mine.signal);
      return mine.signal.aborted ? undefined : value;
    } catch (e) {
      if (mine.signal.aborted) return undefined;
      throw e;
    } finally {
      if (this.#current === mine) this.#current = undefined;
    }
  }

  /** Aborts what is under way; whether there was anything. */
  stop(): boolean {
    const running = this.#current !== undefined;
    this.#current?.abort();
    this.#current = undefined;
    return running;
  }
}
