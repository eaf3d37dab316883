// overlays.ts: what an officer lays over the map: how far 15 minutes reach, the
// ways of those who come, a mark on a place that was looked up.
import type { Position, Reach } from '../api/types';

export interface ReachDrawn {
  /** The areas, largest first; replaced as a whole, never changed. */
  readonly areas: Reach['features'];
  /** Circles, because there is no way to know better. */
  readonly straight: boolean;
}

export interface WayDrawn {
  readonly offer: string;
  readonly line: readonly [lng: number, lat: number][];
  readonly straight: boolean;
  /** Looked at: drawn so that one can follow it. */
  readonly strong: boolean;
}

export interface Marked {
  readonly at: Position;
  /** What was looked up; empty: only the point is known. */
  readonly name: string;
  readonly context?: string;
}

export interface Overlays {
  readonly reach: ReachDrawn | undefined;
  /** Distance rings take the place of the reach. */
  readonly rings: boolean;
  readonly ways: readonly WayDrawn[];
  readonly mark: Marked | undefined;
}
