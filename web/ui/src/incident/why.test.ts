// why.test.ts: what decisions made of a person, in words of both languages.
import { describe, expect, it } from 'vitest';
import type { Came, IncidentView, Judged, Judgement, Regarded } from '../api/types';
import { en } from '../i18n/en';
import { zhCN } from '../i18n/zh-CN';
import { merged, wording } from './hindsight';
import { outcome } from './kept';
import { about, groups, joined, sentences, times } from './why';

const person: Regarded = {
  responder: 'v1',
  name: '王芳',
  as: 'general',
  order: 2,
  rank: 3,
  accept: 0.62,
  mode: 'ebike',
  distance_m: 640,
  travel_s: 218,
  turnout_s: 102,
  worth: { saves: 9.2, costs: 1.1, lifts: 0.2 },
};

function judged(verdict: Judged, more: Partial<Judgement> = {}): Judgement {
  return {
    verdict,
    at: '2026-05-04T03:00:00Z',
    wave: 1,
    because: 'opened',
    by: 'policy',
    of: 9,
    target: 0.95,
    before: { p: 0.71 },
    after: { p: 0.845, first_s: 260 },
    looked: { radius_m: 900, travel_s: 798 },
    person,
    ...more,
  };
}

describe('sentences', () => {
  it('say why somebody was asked', () => {
    expect(sentences(en, judged('asked'))).toEqual([
      'Asked as no. 2 of 9.',
      'The way takes 3 min 40 s by e-bike, getting ready 1 min 40 s.',
      'Says yes about 6 times in 10.',
      'Expected benefit: 8.4 times what the text costs.',
      'The promise went from 71% to 84%.',
    ]);
    expect(joined(zhCN, sentences(zhCN, judged('asked')))).toBe(
      '9 人中第 2 个被询问。路上约 3 分 40 秒（电动自行车），出发前准备约 1 分 40 秒。10 次约有 6 次答应。预计作用是这条短信代价的 8.4 倍。承诺从 71% 变为 84%。',
    );
  });

  it('name the officer and the reason that was overruled', () => {
    const by = judged('asked', {
      by: 'officer:li',
      person: { ...person, reason: 'resting', worth: { saves: 0.5, costs: 1, lifts: 0.1 } },
    });
    const said = sentences(en, by);
    expect(said[0]).toBe('Asked by li.');
    expect(said[1]).toBe('Asked all the same, although: rests after a service.');
    expect(said).toContain('Needed for the promise to reach its goal of 95%.');
  });

  it('say why not, in every case and both languages', () => {
    const out = judged('left_out', { person: { ...person, reason: 'busy' } });
    expect(sentences(en, out)).toEqual(['Not asked: busy with another incident.']);
    const low = judged('not_worth', {
      person: { ...person, worth: { saves: 0.4, costs: 1, lifts: 0 } },
    });
    expect(sentences(en, low)).toEqual([
      'Not asked: 9 people sufficed; one more text would have brought 0.4 times what it costs.',
    ]);
    const { person: _, ...nobody } = judged('not_looked_at');
    expect(sentences(en, nobody)[0]).toContain('up to 900 m');
    const all: Judged[] = [
      'asked',
      'left_out',
      'not_worth',
      'wave_full',
      'not_chosen',
      'not_named',
      'not_looked_at',
      'not_recorded',
      'worth_asking',
    ];
    for (const m of [en, zhCN]) {
      const said = all.map((v) => joined(m, sentences(m, judged(v))));
      expect(new Set(said).size).toBe(all.length);
      for (const s of said) expect(s).not.toMatch(/undefined|NaN/);
    }
  });

  it('are not repeated', () => {
    const busy = judged('left_out', { person: { ...person, reason: 'busy' } });
    const g = groups(en, [busy, busy, busy, judged('asked')]);
    expect(g.map((x) => x.more)).toEqual([2, 0]);
  });
});

it('rounds as people do', () => {
  expect(about(en, 218)).toBe('3 min 40 s');
  expect(about(en, 59.6)).toBe('1 min');
  expect(about(en, 33)).toBe('33 s');
  expect(about(zhCN, 600)).toBe('10 分钟');
  expect(times(0.44, 1.1)).toBe('0.4');
  expect(times(31.4, 1)).toBe('31');
  expect(times(1, 0)).toBe('0.0');
});

describe('outcome', () => {
  const v = {
    state: 'closed',
    opened_at: '2026-05-04T03:00:00Z',
    deadline: '2026-05-04T03:15:00Z',
    promise: 0.934,
    promise_at: '2026-05-04T03:00:00Z',
    promise_first_s: 272,
    kept_at: '2026-05-04T03:12:40Z',
    offers: [{ arrived_at: '2026-05-04T03:04:10Z' }, { arrived_at: '2026-05-04T03:12:40Z' }, {}],
  } as unknown as IncidentView;

  it('compares what was promised with what came', () => {
    expect(outcome(en, v)).toEqual({
      kept: true,
      parts: [
        'Promised 93%',
        'kept after 12 min 40 s',
        'first person after 4 min 10 s (predicted 4 min 30 s)',
      ],
    });
  });

  it('goes by the first deadline, and says what did not happen', () => {
    const late = { ...v, promised: '2026-05-04T03:10:00Z' };
    expect(outcome(en, late)?.kept).toBe(false);
    const { kept_at: _, ...never } = { ...v, offers: [] };
    expect(outcome(zhCN, never)?.parts.slice(1)).toEqual(['未兑现', '没有人到场']);
    expect(outcome(en, { ...v, state: 'open' })).toBeUndefined();
  });
});

describe('ways of asking', () => {
  it('are worded', () => {
    expect(wording(en, 'nearest:10')).toBe('Nearest 10');
    expect(wording(zhCN, 'replace:7/30s')).toBe('保持 7 人，随缺随补');
    expect(wording(en, 'waves:3/30s')).toBe('3 more every 30 s');
    expect(wording(en, 'everyone:800m')).toBe('All within 800 m');
    expect(wording(en, 'fifteen')).toBe('The system');
    expect(wording(en, 'fifteen:alert=2')).toBe('fifteen:alert=2');
  });

  it('are kept in order, each once', () => {
    const came = (policy: string, kept = 0): Came => ({
      policy,
      plays: 1000,
      kept,
      alerts: 0,
      arrived: 0,
      surplus: 0,
    });
    const list = merged(
      [came('nearest:5'), came('nearest:20'), came('fifteen')],
      [came('nearest:10'), came('nearest:5', 1)],
    );
    expect(list.map((c) => c.policy)).toEqual(['nearest:5', 'nearest:10', 'nearest:20', 'fifteen']);
    expect(list[0]?.kept).toBe(1);
  });
});
