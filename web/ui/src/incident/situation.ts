// situation.ts: how an incident stands, as one word that the screen puts into a
// sentence: what happens by itself, and whether the officer must do something.
import type { IncidentView } from '../api/types';
import { seats } from '../live/counts';

export type Situation =
  | 'closed'
  | 'cancelled'
  | 'stoodDown'
  | 'allThere'
  | 'allDone'
  | 'filled'
  | 'shortfall'
  | 'waitsForYou'
  | 'asking'
  | 'looking';

export function situation(v: IncidentView): Situation {
  if (v.state === 'closed') return 'closed';
  if (v.state === 'cancelled') return 'cancelled';
  if (v.state === 'stood_down') return 'stoodDown';
  const free = seats(v).reduce((n, s) => n + s.free, 0);
  if (free === 0) {
    if (seats(v).some((s) => s.coming > 0)) return 'filled';
    return seats(v).some((s) => s.there > 0) ? 'allThere' : 'allDone';
  }
  if (v.shortfall) return 'shortfall';
  if (!v.auto) return 'waitsForYou';
  return v.counts.asked > 0 ? 'asking' : 'looking';
}
