// reduce.test.ts: the state follows the journal exactly, whatever comes twice,
// late or not at all.
import { describe, expect, it } from 'vitest';
import type { EventFrame, Incident, IncidentView, Offer } from '../api/types';
import { late, near } from './counts';
import { EMPTY, type LiveState, mergeReplies, reduce, unclear } from './reduce';

const incident = (over: Partial<Incident> = {}): Incident => ({
  id: 'i1',
  number: 7,
  version: 1,
  state: 'open',
  kind: 'injury',
  priority: 'P2',
  position: { lng: 104, lat: 30.6 },
  needs: [{ role: 'medical_rescue', count: 1 }],
  exercise: false,
  auto: true,
  opened_at: '2026-01-01T00:00:00Z',
  opened_by: 'officer:admin',
  deadline: '2026-01-01T00:15:00Z',
  wave: 1,
  offer_seq: 1,
  notice_seq: 1,
  ...over,
});

const offer = (over: Partial<Offer> = {}): Offer => ({
  id: 'i1-1',
  incident: 'i1',
  responder: 'v1',
  name: '王芳',
  role: 'medical_rescue',
  state: 'asked',
  letter: 'A',
  wave: 1,
  rank: 1,
  by: 'policy',
  mode: 'bike',
  from: { lng: 104.01, lat: 30.6 },
  from_basis: 'live',
  distance_m: 900,
  travel_s: 240,
  turnout_s: 105,
  eta: '2026-01-01T00:06:00Z',
  asked_at: '2026-01-01T00:00:01Z',
  ...over,
});

const view = (i: Incident, offers: Offer[]): IncidentView => ({
  ...i,
  offers,
  counts: {
    needed: 0,
    filled: 0,
    backup: 0,
    arrived: 0,
    coming: 0,
    asked: 0,
    silent: 0,
    declined: 0,
    unreachable: 0,
  },
});

const event = (seq: number, over: Partial<EventFrame> = {}): EventFrame => ({
  type: 'event',
  seq,
  at: '2026-01-01T00:01:00Z',
  event: 'offer_accepted',
  incident: 'i1',
  ...over,
});

const hello = (state: LiveState = EMPTY, seq = 10): LiveState =>
  reduce(state, {
    type: 'hello',
    epoch: 'e1',
    seq,
    now: '2026-01-01T00:00:30Z',
    snapshot: { incidents: [view(incident(), [offer()])] },
  });

describe('snapshot and resume', () => {
  it('takes the snapshot as the truth and counts for itself', () => {
    const s = hello();
    expect(s).toMatchObject({ epoch: 'e1', seq: 10, ready: true });
    expect(s.cases.get('i1')?.counts).toMatchObject({ needed: 1, asked: 1, filled: 0 });
  });

  it('drops what the snapshot no longer has', () => {
    const other = reduce(hello(), { type: 'views', views: [view(incident({ id: 'i2' }), [])] });
    expect(other.cases.has('i2')).toBe(true);
    expect(hello(other).cases.has('i2')).toBe(false);
  });

  it('keeps its place when a resume succeeds, so that missed events count', () => {
    const s = reduce(hello(), { type: 'hello', epoch: 'e1', seq: 12, now: '', snapshot: null });
    expect(s.seq).toBe(10);
    const after = reduce(s, event(11, { offer_doc: offer({ state: 'accepted' }) }));
    expect(after.cases.get('i1')?.counts.coming).toBe(1);
    expect(after.seq).toBe(11);
  });

  it('reads journals anew after a snapshot', () => {
    const s = reduce(hello(), { type: 'journal', incident: 'i1', events: [event(3)] });
    expect(s.journals.has('i1')).toBe(true);
    expect(hello(s).journals.has('i1')).toBe(false);
  });
});

describe('events', () => {
  it('are ignored when they come twice or late', () => {
    const once = reduce(hello(), event(11, { offer_doc: offer({ state: 'accepted' }) }));
    expect(reduce(once, event(11, { offer_doc: offer({ state: 'asked' }) }))).toBe(once);
    expect(reduce(once, event(4, { offer_doc: offer({ state: 'asked' }) }))).toBe(once);
  });

  it('never jump a gap: the state says that it has a hole', () => {
    const s = reduce(hello(), event(13, { offer_doc: offer({ state: 'accepted' }) }));
    expect(s.hole).toBe(true);
    expect(s.seq).toBe(10);
    expect(s.cases.get('i1')?.counts.coming).toBe(0);
    expect(reduce(s, event(11))).toBe(s);
  });

  it('bring new incidents and offers', () => {
    let s = reduce(
      hello(),
      event(11, { event: 'incident_opened', incident: 'i2', incident_doc: incident({ id: 'i2' }) }),
    );
    s = reduce(s, event(12, { incident: 'i2', offer_doc: offer({ id: 'i2-1', incident: 'i2' }) }));
    expect(s.cases.get('i2')?.offers.map((o) => o.id)).toEqual(['i2-1']);
  });

  it('never put an older version of an incident over a newer one', () => {
    const newer = reduce(hello(), {
      type: 'views',
      views: [view(incident({ version: 5, state: 'closed' }), [])],
    });
    const s = reduce(newer, event(11, { incident_doc: incident({ version: 2 }) }));
    expect(s.cases.get('i1')?.state).toBe('closed');
    expect(
      reduce(s, { type: 'views', views: [view(incident({ version: 3 }), [])] }).cases.get('i1')
        ?.version,
    ).toBe(5);
  });

  it('carry the delivery of the text that asked, and of no other text', () => {
    const status = (seq: number, kind: 'ask' | 'confirm'): EventFrame =>
      event(seq, {
        event: 'text_status',
        offer: 'i1-1',
        text_kind: kind,
        text: { status: kind === 'ask' ? 'delivered' : 'failed' },
      });
    const s = reduce(reduce(hello(), status(11, 'ask')), status(12, 'confirm'));
    expect(s.cases.get('i1')?.offers[0]?.text?.status).toBe('delivered');
  });

  it('keep that somebody was noticed at the scene, until they have arrived', () => {
    const near_at = '2026-01-01T00:05:00Z';
    const accepted = offer({ state: 'accepted', near_at });
    let s = reduce(hello(), { type: 'journal', incident: 'i1', events: [event(9)] });
    s = reduce(s, event(11, { event: 'near_scene', offer: 'i1-1', offer_doc: accepted }));
    const v = s.cases.get('i1');
    expect(v && near(v).map((o) => o.near_at)).toEqual([near_at]);
    expect(v && late(v, Date.parse('2026-01-01T01:00:00Z'))).toEqual([]);
    expect(s.journals.get('i1')?.at(-1)?.event).toBe('near_scene');
    const there = event(12, {
      event: 'offer_arrived',
      offer_doc: offer({ ...accepted, state: 'arrived' }),
    });
    const after = reduce(s, there).cases.get('i1');
    expect(after && near(after)).toEqual([]);
  });

  it('extend a journal that was read, once each, and without documents', () => {
    let s = reduce(hello(), { type: 'journal', incident: 'i1', events: [event(9), event(11)] });
    s = reduce(s, event(11, { offer_doc: offer() }));
    s = reduce(s, event(12, { offer_doc: offer() }));
    const journal = s.journals.get('i1') ?? [];
    expect(journal.map((e) => e.seq)).toEqual([9, 11, 12]);
    expect(journal[2]).not.toHaveProperty('offer_doc');
  });
});

describe('replies that were not understood', () => {
  const reply = event(11, { event: 'text_received', responder: 'v1', remark: '在路上了吗' });

  it('wait for a person', () => {
    const s = reduce(hello(), reply);
    expect(s.unread.map((e) => e.remark)).toEqual(['在路上了吗']);
    expect(reduce(s, { type: 'attended', seqs: [11] }).unread).toEqual([]);
  });

  it('are settled by a clear answer of the same person only', () => {
    const s = reduce(reduce(hello(), reply), event(12, { responder: 'v2' }));
    expect(s.unread).toHaveLength(1);
    expect(reduce(s, event(13, { responder: 'v1' })).unread).toEqual([]);
  });

  it('are found when a journal is read, unless they were dealt with', () => {
    const journal = { type: 'journal', incident: 'i1', events: [{ ...reply, seq: 9 }] } as const;
    const s = reduce(hello(), { ...journal, events: [...journal.events] });
    expect(s.unread.map((e) => e.seq)).toEqual([9]);
    expect(reduce(s, { ...journal, events: [...journal.events] }).unread).toHaveLength(1);
    const done = reduce(s, { type: 'attended', seqs: [9] });
    expect(reduce(done, { ...journal, events: [...journal.events] }).unread).toEqual([]);
  });

  it('of a journal and of the connection are merged without doubles', () => {
    const at = (seq: number, over: Partial<EventFrame> = {}) => ({ ...reply, seq, ...over });
    const live = [at(7, { incident: 'i2' }), at(9), at(12)];
    const seqs = (attended: number[] = []) =>
      mergeReplies(live, 'i1', [at(5), at(8), at(9)], new Set(attended)).map((e) => e.seq);
    expect(seqs()).toEqual([5, 7, 8, 9, 12]);
    expect(seqs([8, 9])).toEqual([5, 7, 12]);
    // A frame that the journal told of already adds nothing.
    const s = reduce(hello(), { type: 'journal', incident: 'i1', events: [at(11)] });
    expect(reduce(s, at(11)).unread.map((e) => e.seq)).toEqual([11]);
    const done = reduce(hello(), { type: 'attended', seqs: [11] });
    expect(reduce(done, at(11)).unread).toEqual([]);
  });

  it('are found in a journal too', () => {
    expect(unclear([reply, event(12, { responder: 'v2' })])).toHaveLength(1);
    expect(unclear([reply, event(12, { responder: 'v1' })])).toHaveLength(0);
  });
});
