// incidents.ts: incidents as markers: real buttons, so that they can be
// reached by keyboard and read aloud. Shape, icon and word tell what the
// colour tells.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { IncidentView } from '../api/types';
import { ended } from '../live/counts';
import { iconElement, KIND_ICONS } from '../ui/icons';
import type { Layer, Scene } from './scene';

interface Shown {
  marker: Marker;
  button: HTMLButtonElement;
  key: string;
}

export class IncidentsLayer implements Layer {
  #shown = new Map<string, Shown>();

  constructor(private readonly choose: (id: string) => void) {}

  add(): void {}

  paint(): void {
    // Markers take their colours from the style sheet.
  }

  draw(map: MapLibre, scene: Scene): void {
    const gone = new Set(this.#shown.keys());
    for (const v of scene.cases) {
      gone.delete(v.id);
      const shown = this.#shown.get(v.id) ?? this.#make(map, v, scene);
      const chosen = v.id === scene.selected?.id;
      const words = scene.words.incident(v);
      const key = [
        chosen,
        words,
        v.kind,
        v.priority,
        v.state,
        v.shortfall,
        scene.words.exercise,
      ].join();
      if (key === shown.key) continue;
      shown.key = key;
      this.#dress(shown, v, chosen, words, scene.words.exercise);
    }
    for (const id of gone) {
      this.#shown.get(id)?.marker.remove();
      this.#shown.delete(id);
    }
  }

  #make(map: MapLibre, v: IncidentView, scene: Scene): Shown {
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', (e) => {
      e.stopPropagation();
      this.choose(v.id);
    });
    const marker = new Marker({ element: button, anchor: 'bottom' });
    marker.setLngLat(scene.datum.toMap(v.position)).addTo(map);
    const shown = { marker, button, key: '' };
    this.#shown.set(v.id, shown);
    return shown;
  }

  #dress(s: Shown, v: IncidentView, chosen: boolean, words: string, exercise: string): void {
    const b = s.button;
    for (const c of [...b.classList]) if (c.startsWith('mk')) b.classList.remove(c);
    b.classList.add('mk', `mk-${v.priority.toLowerCase()}`);
    if (chosen) b.classList.add('mk-chosen');
    if (v.exercise) b.classList.add('mk-exercise');
    if (v.shortfall) b.classList.add('mk-short');
    if (ended(v) || v.state === 'stood_down') b.classList.add('mk-quiet');
    b.setAttribute('aria-label', words);
    b.title = words;
    b.style.zIndex = chosen ? '3' : v.priority === 'P1' ? '2' : '1';
    const body = document.createElement('span');
    body.className = 'mk-body';
    body.append(iconElement(KIND_ICONS[v.kind] ?? KIND_ICONS.other, 16), text('b', `${v.number}`));
    if (v.exercise) body.append(text('i', exercise));
    b.replaceChildren(body, text('span', '', 'mk-tip'));
  }
}

function text(tag: string, content: string, className = ''): HTMLElement {
  const e = document.createElement(tag);
  e.textContent = content;
  if (className) e.className = className;
  return e;
}
