// why.ts: what decisions made of one person, as plain sentences.
import type { Judgement } from '../api/types';
import type { Messages } from '../i18n/en';
import { byWhom, distance, label } from '../i18n/label';
import { percent } from './promise';

/** A span as people say it; from a minute on to the nearest ten seconds. */
export function about(m: Messages, seconds: number): string {
  return exact(m, seconds < 60 ? seconds : 10 * Math.round(seconds / 10));
}

/** A span to the second. */
export function exact(m: Messages, seconds: number): string {
  const s = Math.round(seconds);
  return m.looked.span(Math.floor(s / 60), s % 60);
}

/** How many times its cost something brings: "0.4", "5.2", "31". */
export function times(saves: number, costs: number): string {
  const r = costs > 0 ? saves / costs : 0;
  return r < 10 ? r.toFixed(1) : String(Math.round(r));
}

/** Sentences in a row; Chinese ones need no space between them. */
export const joined = (m: Messages, text: readonly string[]): string =>
  text.join(m.lang === 'en' ? ' ' : '');

/** What one decision made of a person, in two to five short sentences. */
export function sentences(m: Messages, j: Judgement): string[] {
  const w = m.why;
  const p = j.person;
  const by = byWhom(m, j.by);
  switch (j.verdict) {
    case 'asked':
      return asked(m, j);
    case 'left_out':
      return [w.leftOut(label(m.reasons, p?.reason))];
    case 'not_worth':
      return [w.notWorth(j.of, times(p?.worth?.saves ?? 0, p?.worth?.costs ?? 0))];
    case 'wave_full':
      return [w.waveFull(j.of)];
    case 'not_chosen':
      return [w.notChosen(by, j.of)];
    case 'not_named':
      return [w.notNamed(by)];
    case 'not_looked_at': {
      if (j.looked.radius_m <= 0) return [w.nobodyLooked];
      const radius = distance(m, j.looked.radius_m);
      return [j.looked.whole ? w.beyondWhole(radius) : w.beyond(radius)];
    }
    case 'not_recorded':
      return [w.notRecorded(distance(m, j.looked.radius_m))];
    case 'worth_asking':
      return [w.worthNow, ...worth(m, j)];
    default:
      return [j.verdict];
  }
}

function asked(m: Messages, j: Judgement): string[] {
  const w = m.why;
  const p = j.person;
  if (!p) return [];
  const out = [
    j.by && j.by !== 'policy' ? w.askedBy(byWhom(m, j.by)) : w.asked(p.order ?? 1, j.of),
  ];
  if (p.reason) out.push(w.although(label(m.reasons, p.reason)));
  if (p.travel_s > 0 || p.mode) {
    out.push(w.way(about(m, p.travel_s), label(m.modes, p.mode), about(m, p.turnout_s)));
  }
  if (p.accept) out.push(w.yes(Math.min(9, Math.max(1, Math.round(10 * p.accept)))));
  out.push(...worth(m, j));
  const [before, after] = [percent(j.before.p), percent(j.after.p)];
  out.push(before === after ? w.stays(after) : w.rose(before, after));
  return out;
}

/** Why somebody was worth it: they save more than they cost, or the promise needed them. */
function worth(m: Messages, j: Judgement): string[] {
  const x = j.person?.worth;
  if (!x) return [];
  if (x.saves > x.costs) return [m.why.worth(times(x.saves, x.costs))];
  return x.lifts > 0 ? [m.why.needed(percent(j.target))] : [];
}

/** Decisions that say the same one after the other. */
export interface Group {
  first: Judgement;
  text: string[];
  /** How many more said so. */
  more: number;
}

export function groups(m: Messages, list: readonly Judgement[]): Group[] {
  const out: Group[] = [];
  for (const j of list) {
    const text = sentences(m, j);
    const last = out.at(-1);
    if (last && j.verdict !== 'asked' && alike(last.first, j)) last.more++;
    else out.push({ first: j, text, more: 0 });
  }
  return out;
}

/** The same verdict for the same reason; figures may have moved a little. */
const alike = (a: Judgement, b: Judgement): boolean =>
  a.verdict === b.verdict && a.person?.reason === b.person?.reason;
