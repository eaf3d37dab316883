// defibrillators.ts: the known defibrillators near the selected incident, small
// and quiet; the one that somebody is fetching stands out.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { isFetched } from '../incident/defibrillator';
import { ended } from '../live/counts';
import { ICONS, iconElement } from '../ui/icons';
import type { Layer, Scene } from './scene';

export class DefibrillatorsLayer implements Layer {
  #markers: Marker[] = [];
  #drawn = '';

  add(): void {}

  paint(): void {
    // The signs take their colours from the style sheet.
  }

  draw(map: MapLibre, scene: Scene): void {
    const v = scene.selected && !ended(scene.selected) ? scene.selected : undefined;
    const fetched = v ? isFetched(v, v.offers) : new Set();
    const signs = (v?.defibrillators ?? []).map((d) => ({
      at: scene.datum.toMap(d.position),
      words: scene.words.defibrillator(d),
      fetched: fetched.has(d),
    }));
    const key = JSON.stringify(signs);
    if (key === this.#drawn) return;
    this.#drawn = key;
    for (const marker of this.#markers) marker.remove();
    this.#markers = signs.map(({ at, words, fetched }) =>
      new Marker({ element: sign(words, fetched), anchor: 'center' }).setLngLat(at).addTo(map),
    );
  }

  remove(): void {
    for (const marker of this.#markers) marker.remove();
  }
}

function sign(words: string, fetched: boolean): HTMLElement {
  const e = document.createElement('div');
  e.className = fetched ? 'mk-aed mk-fetched' : 'mk-aed';
  e.setAttribute('role', 'img');
  e.setAttribute('aria-label', words);
  e.title = words;
  e.append(iconElement(ICONS.aed, 13));
  return e;
}
