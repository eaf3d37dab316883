// situation.ts: how an incident stands, as one word that the screen puts into a
// sentence: what happens by itself, and whether the officer must do something.
import type { IncidentView } from '../api/types';
import { absent } from '../lib/time';
import { free, seats } from '../live/counts';

export type Situation =
  | 'closed'
  | 'cancelled'
  | 'stoodDown'
  | 'allThere'
  | 'allDone'
  | 'filled'
  | 'shortfall'
  | 'waitsForYou'
  | 'countdown'
  | 'held'
  | 'asking'
  | 'looking';

export function situation(v: IncidentView): Situation {
  if (v.state === 'closed') return 'closed';
  if (v.state === 'cancelled') return 'cancelled';
  if (v.state === 'stood_down') return 'stoodDown';
  if (free(v) === 0) {
    if (seats(v).some((s) => s.coming > 0)) return 'filled';
    return seats(v).some((s) => s.there > 0) ? 'allThere' : 'allDone';
  }
  if (v.shortfall) return 'shortfall';
  if (!absent(v.activate_at)) return 'countdown';
  if (v.held) return 'held';
  if (!v.auto) return 'waitsForYou';
  return v.counts.asked > 0 ? 'asking' : 'looking';
}

/** Whether the policy asks by itself or is about to: keeping it from that wants a reason. */
export const acting = (v: IncidentView): boolean =>
  v.state === 'open' && (v.auto || !absent(v.activate_at)) && free(v) > 0;
