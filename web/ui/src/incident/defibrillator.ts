// defibrillator.ts: which defibrillators an incident knows, and who is sent to
// which.
import type { Defibrillator, Incident, Offer } from '../api/types';
import { showPlace } from '../lib/coords';

/** The longest detour somebody is sent on, as dispatch/defibrillator.go has it. */
export const MAX_DETOUR_S = 600;

/** Whether somebody is to fetch one. */
export const wantsOne = (i: Pick<Incident, 'needs'>): boolean =>
  i.needs.some((n) => n.role === 'defibrillator');

/** Its name or address in the language of the screen, or its coordinates. */
export const placeOf = (d: Defibrillator, lang: string): string =>
  (lang.startsWith('en') && d.name_en) || d.name || showPlace(d.position);

/** What somebody who has the role is sent to; undefined: nothing, or none is near enough. */
export function fetching(
  i: Pick<Incident, 'defibrillators'>,
  o: Pick<Offer, 'role' | 'fetch'>,
): Defibrillator | undefined {
  if (o.role !== 'defibrillator' || !o.fetch || o.fetch.extra_s > MAX_DETOUR_S) return undefined;
  return i.defibrillators?.[o.fetch.of];
}

/** Who fetches one: who comes with that role and a seat. */
export const isFetched = (
  i: Pick<Incident, 'defibrillators'>,
  offers: readonly Offer[],
): Set<Defibrillator> =>
  new Set(
    offers
      .filter((o) => o.state === 'accepted' && !o.backup)
      .map((o) => fetching(i, o))
      .filter((d) => d !== undefined),
  );
