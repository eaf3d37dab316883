// mark.svelte.ts: the place that was looked up on the map, until it is taken away.
import type { Marked } from '../map/overlays';

class Mark {
  place = $state.raw<Marked | undefined>();
  /** Grows when somebody has chosen a place by its name: its card then takes the focus. */
  chosen = $state(0);

  set(place: Marked | undefined): void {
    this.place = place;
  }

  choose(place: Marked): void {
    this.place = place;
    this.chosen++;
  }
}

export const mark = new Mark();
