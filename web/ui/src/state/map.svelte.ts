// map.svelte.ts: what components may ask of the map, whether it is there or not.
import type { Position } from '../api/types';

export interface MapCommands {
  focus(p: Position): void;
  fitAll(): void;
}

class Commands implements MapCommands {
  #map: MapCommands | undefined;

  attach(map: MapCommands): void {
    this.#map = map;
  }

  detach(): void {
    this.#map = undefined;
  }

  focus(p: Position): void {
    // A pane that was hidden has its size only after the next frame.
    requestAnimationFrame(() => this.#map?.focus(p));
  }

  fitAll(): void {
    this.#map?.fitAll();
  }
}

export const mapCommands = new Commands();
