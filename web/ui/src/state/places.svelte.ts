// places.svelte.ts: where everybody is. Numbers live in one flat array that
// the map's layer hands to the graphics card; nothing here is reactive but a
// counter that says "something moved", at most once per drawn frame.
import * as calls from '../api/calls';
import { ApiError } from '../api/client';
import type { LivePosition, Position } from '../api/types';

/** Per person: x, y (Web Mercator, less the origin), 1 if live else 0. */
export const STRIDE = 3;

class Places {
  /** Grows with every change. */
  version = $state(0);
  /** How many people are known to be somewhere, and how many of them live. */
  known = $state(0);
  liveCount = $state(0);
  loaded = $state(false);

  readonly stride = STRIDE;
  /** The array is longer than needed; count people are in it. */
  data = new Float32Array(0);
  /** Subtracted from all coordinates: 32 bits are exact to centimeters near it. */
  origin: [x: number, y: number] = [0, 0];
  ids: string[] = [];
  #index = new Map<string, number>();
  #lng = new Float64Array(0);
  #lat = new Float64Array(0);
  #scheduled = false;
  #loading = false;

  get count(): number {
    return this.ids.length;
  }

  /** About the middle of everybody; undefined while nobody is known. */
  get middle(): Position | undefined {
    const sample: Position[] = [];
    const step = Math.max(1, Math.floor(this.known / 101));
    for (let i = 0; i < this.known; i += step) {
      sample.push({ lng: this.#lng[i] ?? 0, lat: this.#lat[i] ?? 0 });
    }
    const median = (values: number[]): number =>
      values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    if (sample.length === 0) return undefined;
    return { lng: median(sample.map((p) => p.lng)), lat: median(sample.map((p) => p.lat)) };
  }

  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const all = await calls.positions();
      const first = all[0];
      this.#reserve(all.length);
      this.#index.clear();
      this.ids = [];
      this.data.fill(0);
      if (first) this.origin = [mercatorX(first[1]), mercatorY(first[2])];
      for (const [id, lng, lat, , basis] of all) this.#put(id, lng, lat, basis === 'live');
      this.loaded = true;
      this.#changed();
    } catch (e) {
      if (!(e instanceof ApiError)) throw e; // offline: the next connection loads again
    } finally {
      this.#loading = false;
    }
  }

  move(batch: readonly LivePosition[]): void {
    for (const [id, lng, lat] of batch) this.#put(id, lng, lat, true);
    this.#changed();
  }

  at(id: string): Position | undefined {
    const i = this.#index.get(id);
    return i === undefined ? undefined : this.place(i);
  }

  place(i: number): Position {
    return { lng: this.#lng[i] ?? 0, lat: this.#lat[i] ?? 0 };
  }

  isLive(id: string): boolean {
    const i = this.#index.get(id);
    return i !== undefined && this.data[i * STRIDE + 2] === 1;
  }

  #put(id: string, lng: number, lat: number, isLive: boolean): void {
    let i = this.#index.get(id);
    if (i === undefined) {
      i = this.ids.length;
      this.#reserve(i + 1);
      this.ids.push(id);
      this.#index.set(id, i);
    }
    this.#lng[i] = lng;
    this.#lat[i] = lat;
    this.data[i * STRIDE] = mercatorX(lng) - this.origin[0];
    this.data[i * STRIDE + 1] = mercatorY(lat) - this.origin[1];
    this.data[i * STRIDE + 2] = isLive ? 1 : 0;
  }

  #reserve(n: number): void {
    if (this.#lng.length >= n) return;
    const room = Math.max(256, n + (n >> 1));
    const grow = <T extends Float32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#lng = grow(new Float64Array(room), this.#lng);
    this.#lat = grow(new Float64Array(room), this.#lat);
    this.data = grow(new Float32Array(room * STRIDE), this.data);
  }

  #changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.known = this.ids.length;
      let n = 0;
      for (let i = 0; i < this.ids.length; i++) n += this.data[i * STRIDE + 2] ?? 0;
      this.liveCount = n;
      this.version++;
    }, 16);
  }
}

/** Web Mercator, the whole world in [0, 1]. */
export const mercatorX = (lng: number): number => (180 + lng) / 360;
export const mercatorY = (lat: number): number =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360;

export const places = new Places();
