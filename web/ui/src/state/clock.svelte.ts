// clock.svelte.ts: the server's clock. Countdowns follow it, whatever the
// computer's own clock says.

class Clock {
  /** The server's time in milliseconds, ticking on whole seconds. */
  now = $state(Date.now());
  #offset = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes the server's word of the time; the network's delay is ignored. */
  set(serverNow: string): void {
    const at = Date.parse(serverNow);
    if (Number.isNaN(at)) return;
    this.#offset = at - Date.now();
    this.tick();
  }

  read(): number {
    return Date.now() + this.#offset;
  }

  start(): void {
    this.tick();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  private tick(): void {
    clearTimeout(this.#timer);
    this.now = this.read();
    this.#timer = setTimeout(() => this.tick(), 1000 - (this.now % 1000));
  }
}

export const clock = new Clock();
