// overlays.svelte.ts: what lies over the map, gathered from where it is decided.
import type { Overlays, WayDrawn } from '../map/overlays';
import { mark } from './mark.svelte';
import { reach } from './reach.svelte';
import { session } from './session.svelte';
import { ways } from './ways.svelte';

class OverlayScene {
  readonly #reach = $derived(
    reach.answer && {
      areas: reach.answer.features,
      straight: reach.answer.properties.travel === 'straight_line',
    },
  );

  readonly #ways = $derived.by<WayDrawn[]>(() => {
    const shown = ways.shown;
    return [...ways.known].flatMap(([offer, { way }]) =>
      way
        ? [
            {
              offer,
              line: way.geometry.coordinates as [number, number][],
              straight: way.properties.travel === 'straight_line',
              strong: shown.has(offer),
            },
          ]
        : [],
    );
  });

  readonly scene = $derived<Overlays>({
    reach: this.#reach,
    // Where there are streets, distance as the crow flies says little.
    rings: !this.#reach && (!session.info?.streets || reach.state === 'failed'),
    ways: this.#ways,
    mark: mark.place,
  });
}

export const overlays = new OverlayScene();
