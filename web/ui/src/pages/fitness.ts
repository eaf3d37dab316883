// fitness.ts: what runs out, and the places of a person as one types them. Pure.
import type { Day, Position, Responder, Role, UsualPlace } from '../api/types';
import type { Messages } from '../i18n/en';
import { label } from '../i18n/label';
import { parsePlace, rounded, showPlace } from '../lib/coords';

export const DAYS: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** So many days before it runs out one should see to it. */
export const SOON_DAYS = 30;

/** expired: over; soon: within SOON_DAYS; now: holds on, and is worth knowing. */
export type Standing = 'expired' | 'soon' | 'now';

/** Something about a person that one should see to. */
export interface Worry {
  kind: 'certificate' | 'insurance' | 'probation';
  standing: Standing;
  /** The last day, "2027-06-30". */
  on: string;
  skill: Role | '';
}

/** How a last day stands on another day; undefined: far off, or none. */
export function standing(last: string | undefined, today: string): 'expired' | 'soon' | undefined {
  if (!last) return undefined;
  if (last < today) return 'expired';
  return Date.parse(last) - Date.parse(today) <= SOON_DAYS * 86_400_000 ? 'soon' : undefined;
}

/** What one should see to, the worst first. An old certificate beside a newer
    one of the same skill is none; nor is one of a skill the person has not. */
export function worries(r: Responder, today: string): Worry[] {
  const found: Worry[] = [];
  for (const skill of r.skills ?? []) {
    const own = (r.certificates ?? []).filter((c) => c.skill === skill);
    if (own.length === 0 || own.some((c) => !c.expires_on)) continue;
    const on =
      own
        .map((c) => c.expires_on ?? '')
        .sort()
        .at(-1) ?? '';
    const s = standing(on, today);
    if (s) found.push({ kind: 'certificate', standing: s, on, skill });
  }
  const insured = standing(r.insured_until, today);
  if (insured)
    found.push({ kind: 'insurance', standing: insured, on: r.insured_until ?? '', skill: '' });
  if (r.probation_until && r.probation_until >= today)
    found.push({ kind: 'probation', standing: 'now', on: r.probation_until, skill: '' });
  const order: Standing[] = ['expired', 'soon', 'now'];
  return found.sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
}

/** A worry in words. */
export function worryWords(m: Messages, w: Worry): string {
  const r = m.responders;
  if (w.kind === 'probation') return r.onProbation(w.on);
  const over = w.standing === 'expired';
  if (w.kind === 'insurance') return (over ? r.insuranceExpired : r.insuranceSoon)(w.on);
  return (over ? r.certExpired : r.certSoon)(label(m.roles, w.skill), w.on);
}

/** A place as it is being typed. */
export interface DraftPlace {
  basis: UsualPlace['basis'];
  at: string;
  days: Day[];
  from: string;
  to: string;
}

export const newPlace = (): DraftPlace => ({
  basis: 'work',
  at: '',
  days: DAYS.slice(0, 5),
  from: '09:00',
  to: '18:00',
});

export const draftPlaces = (places: UsualPlace[] | null | undefined): DraftPlace[] =>
  (places ?? []).map((p) => ({ ...p, at: showPlace(p.position), days: [...(p.days ?? [])] }));

/** The places to send; undefined if one of them is not complete. */
export function placesOf(drafts: DraftPlace[], middle?: Position): UsualPlace[] | undefined {
  const out: UsualPlace[] = [];
  for (const { basis, at, days, from, to } of drafts) {
    const position = parsePlace(at, middle);
    if (!position || !from || !to) return undefined;
    out.push({
      basis,
      position: rounded(position),
      days: DAYS.filter((d) => days.includes(d)),
      from,
      to,
    });
  }
  return out;
}

/** Whether the hours end on the day after the one they begin on. */
export const overnight = (p: Pick<DraftPlace, 'from' | 'to'>): boolean =>
  p.from !== '' && p.to !== '' && p.to <= p.from;
