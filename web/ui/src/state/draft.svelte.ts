// draft.svelte.ts: the place of the incident being entered, shared by the form
// and the map; and which pane a phone shows.
import type { Position } from '../api/types';
import { rounded } from '../lib/coords';

class Draft {
  place = $state.raw<Position | undefined>();
  /** The name by which the place was found; empty: it was pointed at. */
  name = '';

  set(p: Position | undefined, name = ''): void {
    this.name = name;
    this.place = p && rounded(p);
  }
}

export const draft = new Draft();

export type Pane = 'list' | 'map' | 'detail';

class Panes {
  /** Which pane is shown where there is room for one only. */
  shown = $state<Pane>('list');
  /** The person (offer or responder) whom that incident is to show once it is there. */
  person = $state.raw<{ incident: string; who: string } | undefined>();
}

export const panes = new Panes();
