// pin.ts: the place of the incident being entered; it can be dragged.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { Position } from '../api/types';
import { type Datum, type LngLat, WGS84 } from './datum';
import type { Layer, Scene } from './scene';

export class PinLayer implements Layer {
  #marker: Marker | undefined;
  #datum: Datum = WGS84;

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
    this.#datum = scene.datum;
    const at = scene.datum.toMap(scene.pin);
    this.#marker ??= this.#make(map, at);
    this.#marker.setLngLat(at);
    this.#marker.getElement().setAttribute('aria-label', scene.words.pin);
  }

  #make(map: MapLibre, at: LngLat): Marker {
    const element = document.createElement('div');
    element.className = 'mk-pin';
    const marker = new Marker({ element, anchor: 'center', draggable: true });
    marker.setLngLat(at).addTo(map);
    marker.on('dragend', () => {
      const { lng, lat } = marker.getLngLat();
      this.dragged(this.#datum.fromMap(lng, lat));
    });
    return marker;
  }
}
