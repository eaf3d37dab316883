// pin.ts: the place of the incident being entered; it can be dragged.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { Position } from '../api/types';
import type { Layer, Scene } from './scene';

export class PinLayer implements Layer {
  #marker: Marker | undefined;

  constructor(private readonly dragged: (to: Position) => void) {}

  add(): void {}

  paint(): void {
    // The pin takes its colours from the style sheet.
  }

  draw(map: MapLibre, scene: Scene): void {
    if (!scene.pin) {
      this.#marker?.remove();
      this.#marker = undefined;
      return;
    }
    this.#marker ??= this.#make(map, scene.pin);
    this.#marker.setLngLat([scene.pin.lng, scene.pin.lat]);
    this.#marker.getElement().setAttribute('aria-label', scene.words.pin);
  }

  #make(map: MapLibre, at: Position): Marker {
    const element = document.createElement('div');
    element.className = 'mk-pin';
    const marker = new Marker({ element, anchor: 'center', draggable: true });
    marker.setLngLat([at.lng, at.lat]).addTo(map);
    marker.on('dragend', () => {
      const { lng, lat } = marker.getLngLat();
      this.dragged({ lng, lat });
    });
    return marker;
  }
}
