// retry.ts: tiles that did not come are asked for again, later and later, until
// they come. Meanwhile the map is used as it is.

/** A tile's address. */
export interface TileId {
  z: number;
  x: number;
  y: number;
}

const FIRST_MS = 2_000;
const LAST_MS = 60_000;

export class Retry {
  #failed = new Map<string, TileId>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  /** `again` asks for tiles anew; `trouble` is told when it begins and ends. */
  constructor(
    private readonly again: (tiles: TileId[]) => void,
    private readonly trouble: (is: boolean) => void,
  ) {}

  failed(tile: TileId): void {
    this.#failed.set(`${tile.z}/${tile.x}/${tile.y}`, tile);
    if (this.#timer !== undefined) return;
    if (this.#round === 0) this.trouble(true);
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#failed.clear();
  }

  #wait(): void {
    const most = Math.min(LAST_MS, FIRST_MS * 2 ** this.#round);
    // Between half and the whole: many dashboards do not knock at once.
    this.#timer = setTimeout(() => this.#knock(), most * (0.5 + Math.random() / 2));
  }

  /** Whoever fails again says so before the next round; if nobody does, it is over. */
  #knock(): void {
    this.#timer = undefined;
    if (this.#failed.size === 0) {
      this.#round = 0;
      this.trouble(false);
      return;
    }
    const tiles = [...this.#failed.values()];
    this.#failed.clear();
    this.#round++;
    this.#wait();
    this.again(tiles);
  }
}
