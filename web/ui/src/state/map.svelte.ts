// map.svelte.ts: what components may ask of the map, whether it is there or not.
import type { Position } from '../api/types';

export interface MapCommands {
  focus(p: Position): void;
  fitAll(): void;
  /** The middle of what is seen. */
  center(): Position;
  /** Moves to a place found by name, near enough to see its street. */
  fly(p: Position, zoom?: number): void;
  fit(bounds: [west: number, south: number, east: number, north: number]): void;
}

class Commands {
  #map: Partial<MapCommands> | undefined;

  attach(map: Partial<MapCommands>): void {
    this.#map = map;
  }

  detach(): void {
    this.#map = undefined;
  }

  focus(p: Position): void {
    this.#soon((map) => map.focus?.(p));
  }

  fly(p: Position, zoom?: number): void {
    this.#soon((map) => (map.fly ?? map.focus)?.(p, zoom));
  }

  fit(bounds: [west: number, south: number, east: number, north: number]): void {
    this.#soon((map) => map.fit?.(bounds));
  }

  fitAll(): void {
    this.#map?.fitAll?.();
  }

  center(): Position | undefined {
    return this.#map?.center?.();
  }

  /** A pane that was hidden has its size only after a frame was drawn with it. */
  #soon(act: (map: Partial<MapCommands>) => void): void {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.#map) act(this.#map);
      }),
    );
  }
}

export const mapCommands = new Commands();
