// condense.ts: the timeline as people read it: what happened to many at the
// same moment for the same reason is one line with their names, and a wave
// names the people it asked.
import type { EventType, JournalEvent, Offer } from '../api/types';

export interface Line {
  event: JournalEvent;
  /** The people of a line that stands for several events. */
  names: string[];
}

/** Events that come in bunches. */
const BUNCHED: ReadonlySet<EventType> = new Set<EventType>([
  'offer_made',
  'offer_silent',
  'offer_stood_down',
]);

/** Events of one decision carry the same time; texts and retries may differ a little. */
const TOGETHER_MS = 1500;

/** The lines of a journal in its order; texts' progress only if wanted. */
export function condense(events: readonly JournalEvent[], texts: boolean): Line[] {
  const lines: Line[] = [];
  for (const event of events) {
    if (event.event === 'text_status' && !texts) continue;
    const last = lines.at(-1);
    if (last && belongs(last.event, event)) last.names.push(who(event));
    else
      lines.push({
        event,
        names: BUNCHED.has(event.event) || event.event === 'text_status' ? [who(event)] : [],
      });
  }
  return lines;
}

function belongs(line: JournalEvent, next: JournalEvent): boolean {
  if (line.event === 'wave_asked' && next.event === 'offer_made') return line.wave === next.wave;
  if (sameText(line, next)) return true;
  return (
    BUNCHED.has(next.event) &&
    line.event === next.event &&
    line.reason === next.reason &&
    line.by === next.by &&
    !next.remark &&
    Date.parse(next.at) - Date.parse(line.at) <= TOGETHER_MS
  );
}

const who = (e: JournalEvent): string => e.name || e.responder || '';

/** The same step of the same kind of text, one event after the other. */
const sameText = (line: JournalEvent, next: JournalEvent): boolean =>
  line.event === 'text_status' &&
  next.event === 'text_status' &&
  line.text_kind === next.text_kind &&
  line.text?.status === next.text?.status &&
  line.text?.error === next.text?.error;

/** Events of texts carry only ids: the names are those of the offers. */
export function named(
  events: readonly JournalEvent[],
  offers: readonly Offer[],
): readonly JournalEvent[] {
  const byOffer = new Map(offers.map((o) => [o.id, o.name]));
  const byPerson = new Map(offers.map((o) => [o.responder, o.name]));
  return events.map((e) => {
    if (e.name) return e;
    const name = byOffer.get(e.offer ?? '') ?? byPerson.get(e.responder ?? '');
    return name ? { ...e, name } : e;
  });
}
