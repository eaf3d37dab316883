// socket.test.ts: the connection resumes, answers, and obeys close codes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Connection, LiveSocket } from './socket';

class Wire {
  readyState = 1;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((e: { data: string }) => void) | null = null;
  onclose: ((e: { code: number }) => void) | null = null;
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.readyState = 3;
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function setup() {
  const wires: Wire[] = [];
  const states: Connection[] = [];
  const doubts: number[] = [];
  const place = { epoch: '', seq: 0 };
  const socket = new LiveSocket(
    'ws://x/v1/live',
    {
      place: () => place,
      frame: () => {},
      changed: (c) => states.push(c),
      doubt: (code) => doubts.push(code),
    },
    () => {
      const w = new Wire();
      wires.push(w);
      return w as unknown as WebSocket;
    },
    () => 0.5,
  );
  const wire = () => {
    const w = wires.at(-1);
    if (!w) throw new Error('nothing was dialled');
    return w;
  };
  return { socket, wires, wire, states, doubts, place, last: () => states.at(-1)?.state };
}

const HELLO = { type: 'hello', epoch: 'e1', seq: 1, now: '' };

describe('LiveSocket', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks for a snapshot first and resumes from its place later', () => {
    const { socket, wire, wires, place, last } = setup();
    socket.start();
    wire().onopen?.();
    expect(wire().sent).toEqual([{ type: 'resume', epoch: '', seq: 0 }]);
    wire().says(HELLO);
    expect(last()).toBe('live');
    Object.assign(place, { epoch: 'e1', seq: 42 });
    wire().onclose?.({ code: 4004 });
    expect(last()).toBe('offline');
    vi.advanceTimersByTime(200);
    expect(wires).toHaveLength(2);
    wire().onopen?.();
    expect(wire().sent).toEqual([{ type: 'resume', epoch: 'e1', seq: 42 }]);
  });

  it('answers pings', () => {
    const { socket, wire } = setup();
    socket.start();
    wire().says({ type: 'ping' });
    expect(wire().sent).toEqual([{ type: 'pong' }]);
  });

  it('does not come back after 4001 and 4003, and asks why', () => {
    for (const code of [4001, 4003]) {
      const { socket, wire, wires, doubts, last } = setup();
      socket.start();
      wire().says(HELLO);
      wire().onclose?.({ code });
      vi.advanceTimersByTime(60_000);
      expect(wires).toHaveLength(1);
      expect(last()).toBe('stopped');
      expect(doubts).toEqual([code]);
    }
  });

  it('waits longer after each failure and starts afresh after a hello', () => {
    const { socket, wire, wires } = setup();
    socket.start();
    for (const wait of [200, 400, 800]) {
      const before = wires.length;
      wire().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(wait - 1);
      expect(wires).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(wires).toHaveLength(before + 1);
    }
    wire().says(HELLO);
    wire().onclose?.({ code: 1006 });
    const before = wires.length;
    vi.advanceTimersByTime(200);
    expect(wires).toHaveLength(before + 1);
  });

  it('takes a silent line for dead', () => {
    const { socket, wire, wires, last } = setup();
    socket.start();
    wire().says(HELLO);
    vi.advanceTimersByTime(45_000);
    expect(last()).toBe('offline');
    vi.advanceTimersByTime(200);
    expect(wires).toHaveLength(2);
  });

  it('stops for good when told to', () => {
    const { socket, wire, wires } = setup();
    socket.start();
    socket.stop();
    expect(wire().readyState).toBe(3);
    vi.advanceTimersByTime(60_000);
    expect(wires).toHaveLength(1);
  });
});
