// mark.ts: a flag on the place that was looked up, until it is taken away. It is
// no incident and looks like none.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { Layer, Scene } from './scene';

export class MarkLayer implements Layer {
  #marker: Marker | undefined;

  add(): void {}

  paint(): void {
    // The mark takes its colours from the style sheet.
  }

  draw(map: MapLibre, scene: Scene): void {
    const { mark } = scene.overlays;
    if (!mark) {
      this.#marker?.remove();
      this.#marker = undefined;
      return;
    }
    const at = scene.datum.toMap(mark.at);
    this.#marker ??= new Marker({ element: element(), anchor: 'bottom' }).setLngLat(at).addTo(map);
    this.#marker.setLngLat(at);
    const e = this.#marker.getElement();
    if (e.dataset.name === mark.name) return;
    e.dataset.name = mark.name;
    const name = document.createElement('span');
    name.textContent = mark.name;
    e.replaceChildren(...(mark.name ? [name] : []));
  }
}

function element(): HTMLElement {
  const e = document.createElement('div');
  e.className = 'mk-mark';
  e.setAttribute('aria-hidden', 'true'); // the card beside the map says it
  return e;
}
