// order.ts: in which order incidents and people are shown.
import type { IncidentView, Offer, OfferState } from '../api/types';
import { ended } from '../live/counts';
import { ms } from './time';

/** Open ones first, life first, the newest first among equals; the order never jumps by the clock. */
export function byUrgency(a: IncidentView, b: IncidentView): number {
  return (
    Number(ended(a)) - Number(ended(b)) ||
    Number(a.exercise) - Number(b.exercise) ||
    Number(a.state === 'stood_down') - Number(b.state === 'stood_down') ||
    (ended(a) ? 0 : a.priority.localeCompare(b.priority)) ||
    b.number - a.number
  );
}

/** The groups in which the people of an incident are shown. */
export type Group = 'scene' | 'coming' | 'waiting' | 'not_coming' | 'released';

export const GROUPS: readonly Group[] = ['scene', 'coming', 'waiting', 'not_coming', 'released'];

export const GROUP_OF: Record<OfferState, Group> = {
  arrived: 'scene',
  done: 'scene',
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
