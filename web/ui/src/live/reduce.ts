// reduce.ts: what the screen knows, and how each frame or answer changes it.
// Pure: the same input always gives the same state; nothing is mutated.
import type { EventFrame, IncidentView, JournalEvent, Offer, ServerFrame } from '../api/types';
import { count, ended, view } from './counts';

export interface LiveState {
  /** The journal's epoch and the last event of it that is in this state. */
  readonly epoch: string;
  readonly seq: number;
  /** An event is missing: the connection must resume before anything counts. */
  readonly hole: boolean;
  /** A first snapshot has come. */
  readonly ready: boolean;
  readonly cases: ReadonlyMap<string, IncidentView>;
  /** Journals that were asked for, kept current from then on. */
  readonly journals: ReadonlyMap<string, readonly JournalEvent[]>;
  /** Replies nobody could make sense of, not dealt with yet, oldest first. */
  readonly unread: readonly JournalEvent[];
  /** The replies that somebody has dealt with here, by seq. */
  readonly attended: ReadonlySet<number>;
}

export type Input =
  | ServerFrame
  | { type: 'views'; views: IncidentView[] }
  | { type: 'journal'; incident: string; events: JournalEvent[] }
  | { type: 'attended'; seqs: readonly number[] };

export const EMPTY: LiveState = {
  epoch: '',
  seq: 0,
  hole: false,
  ready: false,
  cases: new Map(),
  journals: new Map(),
  unread: [],
  attended: new Set(),
};

const MAX_ENDED = 200;
const MAX_UNREAD = 50;

export function reduce(state: LiveState, input: Input): LiveState {
  switch (input.type) {
    case 'hello': {
      if (!input.snapshot) return { ...state, epoch: input.epoch, hole: false, ready: true };
      const cases = new Map<string, IncidentView>();
      for (const v of input.snapshot.incidents ?? []) cases.set(v.id, normal(v));
      // Whatever was read before may lack events: journals are read anew.
      const { epoch, seq } = input;
      const known = epoch === state.epoch;
      const unread = known ? state.unread : [];
      const attended = known ? state.attended : EMPTY.attended;
      return { epoch, seq, hole: false, ready: true, cases, journals: new Map(), unread, attended };
    }
    case 'event':
      return onEvent(state, input);
    case 'views': {
      const cases = new Map(state.cases);
      for (const v of input.views) {
        const known = cases.get(v.id);
        if (!known || known.version <= v.version) cases.set(v.id, normal(v));
      }
      return { ...state, cases: prune(cases) };
    }
    case 'journal': {
      const later = (state.journals.get(input.incident) ?? []).filter(
        (e) => e.seq > (input.events.at(-1)?.seq ?? 0),
      );
      const journal = [...input.events, ...later];
      const journals = new Map(state.journals).set(input.incident, journal);
      const unread = mergeReplies(state.unread, input.incident, journal, state.attended);
      return { ...state, journals, unread };
    }
    case 'attended': {
      const seqs = new Set(input.seqs);
      const attended = new Set([...state.attended, ...seqs]);
      return { ...state, attended, unread: state.unread.filter((e) => !seqs.has(e.seq)) };
    }
    case 'positions':
    case 'ping':
      return state;
  }
}

function onEvent(state: LiveState, frame: EventFrame): LiveState {
  if (state.hole || frame.seq <= state.seq) return state;
  if (frame.seq !== state.seq + 1) return { ...state, hole: true };
  const { type: _, incident_doc: _i, offer_doc: _o, ...entry } = frame;
  return {
    ...state,
    seq: frame.seq,
    cases: withDocs(state.cases, frame),
    journals: withEntry(state.journals, entry),
    unread: state.attended.has(entry.seq) ? state.unread : withReply(state.unread, entry),
  };
}

function withDocs(cases: LiveState['cases'], frame: EventFrame): LiveState['cases'] {
  const id = frame.incident;
  if (!id) return cases;
  const known = cases.get(id);
  const doc = frame.incident_doc;
  const base = doc && (!known || doc.version >= known.version) ? doc : known;
  if (!base) return cases;
  let offers = known?.offers ?? [];
  if (frame.offer_doc) offers = upsert(offers, frame.offer_doc);
  else if (frame.text && frame.text_kind === 'ask') {
    const text = frame.text;
    offers = offers.map((o) => (o.id === frame.offer ? { ...o, text } : o));
  }
  return prune(new Map(cases).set(id, view(base, offers)));
}

function upsert(offers: Offer[], doc: Offer): Offer[] {
  const at = offers.findIndex((o) => o.id === doc.id);
  return at < 0 ? [...offers, doc] : offers.with(at, doc);
}

function withEntry(journals: LiveState['journals'], entry: JournalEvent): LiveState['journals'] {
  const known = entry.incident ? journals.get(entry.incident) : undefined;
  if (!entry.incident || !known || (known.at(-1)?.seq ?? 0) >= entry.seq) return journals;
  return new Map(journals).set(entry.incident, [...known, entry]);
}

/** Adds a reply that needs a person; a later clear answer of theirs settles it. */
function withReply(unread: LiveState['unread'], entry: JournalEvent): LiveState['unread'] {
  if (entry.event === 'text_received') {
    if (unread.some((e) => e.seq === entry.seq)) return unread;
    return [...unread, entry].slice(-MAX_UNREAD);
  }
  if (!entry.responder || !SETTLES.has(entry.event)) return unread;
  const left = unread.filter((e) => e.responder !== entry.responder);
  return left.length === unread.length ? unread : left;
}

const SETTLES: ReadonlySet<string> = new Set([
  'offer_accepted',
  'offer_declined',
  'offer_arrived',
  'offer_done',
  'offer_withdrawn',
  'offer_stood_down',
]);

/** Drops the oldest ended incidents, so that a long watch does not grow. */
function prune(cases: Map<string, IncidentView>): Map<string, IncidentView> {
  if (cases.size <= MAX_ENDED) return cases;
  const over = [...cases.values()].filter(ended);
  over.sort((a, b) => b.number - a.number);
  for (const v of over.slice(MAX_ENDED)) cases.delete(v.id);
  return cases;
}

const normal = (v: IncidentView): IncidentView => ({
  ...v,
  offers: v.offers ?? [],
  counts: count(v.needs, v.offers ?? []),
});

/**
 * The unread replies once the journal of an incident was read: those it tells
 * of, less those dealt with, and those that came live after it; each once.
 */
export function mergeReplies(
  unread: readonly JournalEvent[],
  incident: string,
  journal: readonly JournalEvent[],
  attended: ReadonlySet<number>,
): JournalEvent[] {
  const last = journal.at(-1)?.seq ?? 0;
  const kept = unread.filter((e) => e.incident !== incident || e.seq > last);
  const known = new Set(kept.map((e) => e.seq));
  const found = unclear(journal).filter((e) => !attended.has(e.seq) && !known.has(e.seq));
  return [...kept, ...found].sort((a, b) => a.seq - b.seq).slice(-MAX_UNREAD);
}

/** The replies of a journal that no later answer of the same person settled. */
export function unclear(events: readonly JournalEvent[]): JournalEvent[] {
  return events.reduce<readonly JournalEvent[]>(withReply, []).slice();
}
