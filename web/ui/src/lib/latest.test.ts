// latest.test.ts: the newest request wins, in whatever order answers come.
import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

/** A task that ends when it is told to, and remembers whether it was aborted. */
function task<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (e: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  let signal: AbortSignal | undefined;
  const run = (s: AbortSignal): Promise<T> => {
    signal = s;
    return promise;
  };
  return { run, resolve, reject, aborted: () => signal?.aborted };
}

describe('latest', () => {
  it('gives the answer of a single request', async () => {
    const latest = new Latest();
    const a = task<string>();
    const given = latest.run(a.run);
    a.resolve('a');
    expect(await given).toBe('a');
    expect(latest.stop()).toBe(false);
  });

  it('aborts the older request and drops its answer, even when that comes last', async () => {
    const latest = new Latest();
    const [a, b] = [task<string>(), task<string>()];
    const first = latest.run(a.run);
    const second = latest.run(b.run);
    expect([a.aborted(), b.aborted()]).toEqual([true, false]);
    b.resolve('b');
    a.resolve('a');
    expect(await Promise.all([first, second])).toEqual([undefined, 'b']);
  });

  it('is silent about the failure of what was overtaken, not of what counts', async () => {
    const latest = new Latest();
    const [a, b] = [task<string>(), task<string>()];
    const first = latest.run(a.run);
    const second = latest.run(b.run);
    a.reject(new Error('aborted'));
    b.reject(new Error('down'));
    expect(await first).toBeUndefined();
    await expect(second).rejects.toThrow('down');
  });

  it('can be stopped', async () => {
    const latest = new Latest();
    const a = task<string>();
    const given = latest.run(a.run);
    expect(latest.stop()).toBe(true);
    expect(a.aborted()).toBe(true);
    a.resolve('a');
    expect(await given).toBeUndefined();
  });
});
