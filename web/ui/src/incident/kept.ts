// kept.ts: what was promised right after the first wave, and what came of it.
import type { IncidentView } from '../api/types';
import type { Messages } from '../i18n/en';
import { ms } from '../lib/time';
import { percent } from './promise';
import { about, exact } from './why';

export interface Outcome {
  /** Whether everyone needed was there by the first deadline. */
  kept: boolean;
  /** "Promised 93%", "kept after 12 min", … */
  parts: string[];
}

/** Undefined while it is not over, or if nobody was asked. */
export function outcome(m: Messages, v: IncidentView): Outcome | undefined {
  if (v.state !== 'closed' || !v.promise_at) return undefined;
  const due = ms(v.promised || v.deadline);
  const keptAt = ms(v.kept_at);
  const kept = keptAt <= due;
  const parts = [m.looked.promised(percent(v.promise ?? 0))];
  const took = exact(m, (keptAt - ms(v.opened_at)) / 1000);
  if (Number.isNaN(keptAt)) parts.push(m.looked.missed);
  else parts.push(kept ? m.looked.kept(took) : m.looked.lateKept(took));
  const firsts = v.offers.map((o) => ms(o.arrived_at)).filter((t) => !Number.isNaN(t));
  if (firsts.length === 0) {
    parts.push(m.looked.nobody);
  } else {
    const real = exact(m, (Math.min(...firsts) - ms(v.promise_at)) / 1000);
    const told = v.promise_first_s;
    parts.push(told ? m.looked.first(real, about(m, told)) : m.looked.firstOnly(real));
  }
  return { kept, parts };
}
