// typeahead.test.ts: one request a pause, the newest text wins, nothing flickers.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAUSE_MS, type Proposals, step, Typeahead } from './typeahead';

interface Asked {
  text: string;
  signal: AbortSignal;
  resolve(list: string[]): void;
  reject(e: Error): void;
}

let asked: Asked[];
let seen: Proposals<string>[];
let box: Typeahead<string>;
const now = (): Proposals<string> | undefined => seen.at(-1);
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);
const pause = (ms = PAUSE_MS): Promise<void> =>
  vi.advanceTimersByTimeAsync(ms).then(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  seen = [];
  box = new Typeahead<string>(
    (text, signal) =>
      new Promise((resolve, reject) => asked.push({ text, signal, resolve, reject })),
    (p) => seen.push(p),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe('typeahead', () => {
  it('asks once, after the pause, for what was typed last', async () => {
    for (const text of ['天', '天府', '天府广']) {
      box.type(text);
      await pause(PAUSE_MS - 50);
    }
    expect(asked).toHaveLength(0);
    await pause();
    expect(asked.map((a) => a.text)).toEqual(['天府广']);
    asked[0]?.resolve(['天府广场']);
    await settle();
    expect(now()).toEqual({ state: 'found', text: '天府广', list: ['天府广场'] });
  });

  it('aborts an older request, whose answer never shows', async () => {
    box.type('a');
    await pause();
    box.type('ab');
    expect(asked[0]?.signal.aborted).toBe(true);
    await pause();
    asked[1]?.resolve(['new']);
    await settle();
    asked[0]?.resolve(['old']);
    await settle();
    expect(now()).toEqual({ state: 'found', text: 'ab', list: ['new'] });
  });

  it('keeps what is shown until there is something better', async () => {
    box.type('a');
    await pause();
    asked[0]?.resolve(['one']);
    await settle();
    box.type('ab');
    expect(now()).toEqual({ state: 'asking', text: 'ab', list: ['one'] });
  });

  it('does not ask again when only blanks were added', async () => {
    box.type('a');
    await pause();
    asked[0]?.resolve(['one']);
    await settle();
    box.type('a ');
    await pause();
    expect(asked).toHaveLength(1);
  });

  it('asks again for the same text after a failure', async () => {
    box.type('a');
    await pause();
    asked[0]?.reject(new Error('down'));
    await settle();
    expect(now()).toEqual({ state: 'failed', text: 'a', list: [] });
    box.type('a');
    await pause();
    expect(asked).toHaveLength(2);
  });

  it('forgets a request that is waiting or under way', async () => {
    box.type('a');
    box.type('');
    await pause();
    expect(asked).toHaveLength(0);
    box.type('b');
    await pause();
    box.clear();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.resolve(['late']);
    await settle();
    expect(now()).toEqual({ state: 'idle', text: '', list: [] });
  });
});

describe('step', () => {
  it('goes round, and starts at either end', () => {
    expect([step(-1, 1, 3), step(0, 1, 3), step(2, 1, 3)]).toEqual([0, 1, 0]);
    expect([step(-1, -1, 3), step(0, -1, 3)]).toEqual([2, 2]);
    expect([step(-1, 1, 0), step(4, -1, 0)]).toEqual([-1, -1]);
  });
});
