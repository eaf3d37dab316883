// order.ts: in which order incidents and people are shown.
import type { IncidentView, Offer, OfferState } from '../api/types';
import { ended } from '../live/counts';
import { ms } from './time';

/** Whether an incident needs its officer: for the first wave, for people, for a reply. */
export const needsOfficer = (v: IncidentView, replies: ReadonlySet<string>): boolean =>
  !ended(v) &&
  ((v.state === 'open' && (Boolean(v.shortfall) || (!v.auto && !v.held && v.wave === 0))) ||
    replies.has(v.id));

/** Whether a life is in danger and not enough people are found yet. */
const lifeAtStake = (v: IncidentView): boolean =>
  v.state === 'open' && v.priority === 'P1' && v.counts.filled < v.counts.needed;

/**
 * Open ones first, then what must be watched (a life without enough people,
 * what needs the officer, the incidents of unread replies), priority, and the
 * earlier deadline; the order never jumps by the clock.
 */
export function byUrgency(
  a: IncidentView,
  b: IncidentView,
  replies: ReadonlySet<string> = new Set(),
): number {
  const watched = (v: IncidentView): number => Number(lifeAtStake(v) || needsOfficer(v, replies));
  return (
    Number(ended(a)) - Number(ended(b)) ||
    Number(a.exercise) - Number(b.exercise) ||
    Number(a.state === 'stood_down') - Number(b.state === 'stood_down') ||
    watched(b) - watched(a) ||
    (ended(a) ? 0 : a.priority.localeCompare(b.priority) || earlier(a, b)) ||
    b.number - a.number
  );
}

const earlier = (a: IncidentView, b: IncidentView): number =>
  (ms(a.deadline) || 0) - (ms(b.deadline) || 0);

/** The groups in which the people of an incident are shown. */
export type Group = 'scene' | 'finished' | 'coming' | 'waiting' | 'not_coming' | 'released';

export const GROUPS: readonly Group[] = [
  'scene',
  'coming',
  'waiting',
  'finished',
  'not_coming',
  'released',
];

export const GROUP_OF: Record<OfferState, Group> = {
  arrived: 'scene',
  done: 'finished',
  accepted: 'coming',
  asked: 'waiting',
  silent: 'waiting',
  declined: 'not_coming',
  withdrawn: 'not_coming',
  unreachable: 'not_coming',
  stood_down: 'released',
};

/** The offers by group, soonest first. */
export function grouped(offers: readonly Offer[]): Map<Group, Offer[]> {
  const groups = new Map<Group, Offer[]>(GROUPS.map((g) => [g, []]));
  for (const o of offers) groups.get(GROUP_OF[o.state] ?? 'waiting')?.push(o);
  for (const list of groups.values()) {
    list.sort(
      (a, b) =>
        Number(a.state === 'silent') - Number(b.state === 'silent') ||
        (ms(a.eta) || 0) - (ms(b.eta) || 0) ||
        a.rank - b.rank,
    );
  }
  return groups;
}

/** Whether an incident answers a search: number, address, note, people. */
export function matches(v: IncidentView, words: string, label: string): boolean {
  const q = words.trim().toLowerCase().replace(/^#/, '');
  if (!q) return true;
  const hay = [
    String(v.number),
    v.priority,
    label,
    v.address,
    v.note,
    v.caller?.name,
    v.caller?.phone,
    v.source?.ref,
    ...v.offers.map((o) => o.name),
  ];
  return hay.some((h) => h?.toLowerCase().includes(q));
}
