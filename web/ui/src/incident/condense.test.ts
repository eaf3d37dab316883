// condense.test.ts: many at once are one line; nothing is lost or mixed up.
import { describe, expect, it } from 'vitest';
import type { JournalEvent, Offer } from '../api/types';
import { condense, named } from './condense';

let seq = 0;
const e = (event: JournalEvent['event'], over: Partial<JournalEvent> = {}): JournalEvent => ({
  seq: ++seq,
  at: '2026-01-01T00:00:00Z',
  event,
  by: 'policy',
  ...over,
});
const show = (events: JournalEvent[], texts = false) =>
  condense(events, texts).map((l) => [l.event.event, l.names.join()]);

describe('condense', () => {
  it('names the people of a wave in its line', () => {
    const lines = show([
      e('wave_asked', { wave: 1, count: 2 }),
      e('offer_made', { wave: 1, name: 'A' }),
      e('offer_made', { wave: 1, name: 'B' }),
      e('wave_asked', { wave: 2, count: 1 }),
      e('offer_made', { wave: 2, name: 'C' }),
    ]);
    expect(lines).toEqual([
      ['wave_asked', 'A,B'],
      ['wave_asked', 'C'],
    ]);
  });

  it('bunches what happened to many at once, not what differs in reason or time', () => {
    const lines = show([
      e('offer_stood_down', { name: 'A', reason: 'enough' }),
      e('offer_stood_down', { name: 'B', reason: 'enough' }),
      e('offer_stood_down', { name: 'C', reason: 'closed' }),
      e('offer_silent', { name: 'D' }),
      e('offer_silent', { name: 'E', at: '2026-01-01T00:00:09Z' }),
    ]);
    expect(lines).toEqual([
      ['offer_stood_down', 'A,B'],
      ['offer_stood_down', 'C'],
      ['offer_silent', 'D'],
      ['offer_silent', 'E'],
    ]);
  });

  it('bunches the same step of the same text, with the names of the offers', () => {
    const text = (offer: string, status: 'sent' | 'delivered') =>
      e('text_status', {
        offer,
        responder: `r${offer}`,
        text_kind: 'stand_down',
        text: { status },
      });
    const offers = ['1', '2'].map((id) => ({ id, responder: `r${id}`, name: `N${id}` }) as Offer);
    const journal = [text('1', 'sent'), text('2', 'sent'), text('1', 'delivered')];
    expect(show([...named(journal, offers)], true)).toEqual([
      ['text_status', 'N1,N2'],
      ['text_status', 'N1'],
    ]);
  });

  it('never bunches answers, and shows texts only when asked', () => {
    const events = [
      e('offer_accepted', { name: 'A' }),
      e('text_status', { name: 'A' }),
      e('offer_accepted', { name: 'B' }),
    ];
    expect(show(events)).toHaveLength(2);
    expect(show(events, true)).toHaveLength(3);
  });
});
