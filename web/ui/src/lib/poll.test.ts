// poll.test.ts: one request at a time, sooner with news, later with errors, and
// nothing at all while nobody wants to know.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poll } from './poll';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const RHYTHM = {
  everyMs: 3000,
  leastMs: 1000,
  limitMs: 8000,
  backoff: { baseMs: 3000, capMs: 57_000 },
};

/** A server that takes a while, or fails; it notes when it is asked. */
function made() {
  const t0 = Date.now();
  const server = { takesMs: 10, fails: false, most: 0 };
  const asked: number[] = [];
  const got: number[] = [];
  const aborted: number[] = [];
  let open = 0;
  const task = (signal: AbortSignal): Promise<number> => {
    const n = asked.push(Date.now() - t0);
    server.most = Math.max(server.most, ++open);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        open--;
        if (server.fails) reject(new Error('down'));
        else resolve(n);
      };
      const timer = setTimeout(end, server.takesMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        open--;
        aborted.push(Date.now() - t0);
        reject(signal.reason);
      });
    });
  };
  const poll = new Poll(task, (n: number) => got.push(n), RHYTHM, {
    now: () => Date.now(),
    random: () => 0.5,
  });
  return { server, asked, got, aborted, poll };
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('poll', () => {
  it('asks at once and then every three seconds, counted from asking', async () => {
    const { asked, got, server, poll } = made();
    server.takesMs = 400;
    poll.follow(true);
    await pass(9500);
    expect(asked).toEqual([0, 3000, 6000, 9000]);
    expect(got).toEqual([1, 2, 3, 4]);
  });

  it('asks nothing until it is followed, and no more when it is not', async () => {
    const { asked, poll } = made();
    poll.news();
    await pass(5000);
    expect(asked).toEqual([]);
    poll.follow(true);
    await pass(100);
    poll.follow(false);
    poll.news();
    await pass(60_000);
    expect(asked).toEqual([5000]);
  });

  it('asks at once when there is news, but at most once a second', async () => {
    const { asked, poll } = made();
    poll.follow(true);
    await pass(1500);
    poll.news();
    await pass(200);
    for (let i = 0; i < 5; i++) poll.news();
    await pass(2000);
    expect(asked).toEqual([0, 1500, 2500]);
  });

  it('goes on three seconds after the news', async () => {
    const { asked, poll } = made();
    poll.follow(true);
    await pass(2000);
    poll.news();
    await pass(3100);
    expect(asked).toEqual([0, 2000, 5000]);
  });

  it('never has two under way, and answers all the same however fast the news', async () => {
    const { asked, got, server, poll } = made();
    server.takesMs = 2500;
    poll.follow(true);
    for (let i = 0; i < 80; i++) {
      await pass(100);
      poll.news();
    }
    expect(server.most).toBe(1);
    expect(asked).toEqual([0, 2500, 5000, 7500]);
    expect(got).toEqual([1, 2, 3]);
  });

  it('leaves a second between two requests also when it is switched off and on', async () => {
    const { asked, poll } = made();
    for (let i = 0; i < 5; i++) {
      poll.follow(true);
      await pass(100);
      poll.follow(false);
      await pass(100);
    }
    poll.follow(true);
    await pass(500);
    expect(asked).toEqual([0, 1000]);
  });

  it('aborts what is under way when nobody wants it any more, and drops its answer', async () => {
    const { aborted, got, server, poll } = made();
    server.takesMs = 2000;
    poll.follow(true);
    await pass(500);
    poll.follow(false);
    await pass(10_000);
    expect(aborted).toEqual([500]);
    expect(got).toEqual([]);
  });

  it('waits longer with every failure, news or not, and at once recovers', async () => {
    const { asked, got, server, poll } = made();
    server.fails = true;
    server.takesMs = 100;
    poll.follow(true);
    for (let i = 0; i < 300; i++) {
      await pass(100);
      poll.news();
    }
    // Half of 3, 6, 12 seconds above the ordinary three.
    expect(asked).toEqual([0, 4600, 10_700, 19_800]);
    server.fails = false;
    await pass(4800); // the next is due 3 + 24/2 s after the last failure
    expect(asked.length).toBe(4);
    await pass(4000);
    expect(asked.slice(4)).toEqual([34_900, 37_900]);
    expect(got).toEqual([5, 6]);
  });

  it('gives up on a request that hangs, and counts it as failed', async () => {
    const { asked, aborted, server, poll } = made();
    server.takesMs = 60_000;
    poll.follow(true);
    await pass(13_000);
    expect(aborted).toEqual([8000]);
    expect(asked).toEqual([0, 12_500]);
  });

  it('starts afresh after failures when it is followed anew', async () => {
    const { asked, server, poll } = made();
    server.fails = true;
    poll.follow(true);
    await pass(15_000);
    poll.follow(false);
    server.fails = false;
    poll.follow(true);
    await pass(3100);
    expect(asked.slice(-2)).toEqual([15_000, 18_000]);
  });
});
