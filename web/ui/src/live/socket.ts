// socket.ts: the live connection. It dials, resumes from the last event it
// saw, answers pings, notices silence, and comes back by itself unless the
// server's close code says not to.
import type { ClientFrame, ServerFrame } from '../api/types';
import { delay } from './backoff';

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'offline'; retryAt: number }
  | { state: 'stopped' };

export interface SocketHooks {
  /** Where the state stands: an empty epoch asks for a snapshot. */
  place(): { epoch: string; seq: number };
  frame(frame: ServerFrame): void;
  changed(connection: Connection): void;
  /** The server does not know us any more, or may not: ask it. */
  doubt(closedAs: number): void;
}

export const PROTOCOL = 'fifteen.v1';
const UNAUTHORIZED = 4001;
const BAD_FRAME = 4003;
/** No frame for so long means that the line is dead, whatever TCP believes. */
const SILENCE_MS = 45_000;

export class LiveSocket {
  #ws: WebSocket | undefined;
  #attempt = 0;
  #greeted = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(
    private readonly url: string,
    private readonly hooks: SocketHooks,
    private readonly dial: (url: string, protocol: string) => WebSocket = (u, p) =>
      new WebSocket(u, p),
    private readonly random: () => number = Math.random,
  ) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
  }

  /** Tries at once instead of waiting for the back-off. */
  retryNow(): void {
    if (!this.#running || this.#ws) return;
    this.#attempt = 0;
    this.#connect();
  }

  /** Drops the connection and comes back: the state has a hole. */
  resync(): void {
    if (!this.#running) return;
    this.#drop();
    this.#later();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#greeted = false;
    this.hooks.changed({ state: 'connecting' });
    const ws = this.dial(this.url, PROTOCOL);
    this.#ws = ws;
    ws.onopen = () => this.#send({ type: 'resume', ...this.hooks.place() });
    ws.onmessage = (e: MessageEvent<string>) => this.#receive(e.data);
    ws.onclose = (e) => {
      if (this.#ws === ws) this.#closed(e.code);
    };
    this.#listen();
  }

  #receive(data: string): void {
    this.#listen();
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type === 'ping') {
      this.#send({ type: 'pong' });
      return;
    }
    this.hooks.frame(frame);
    if (frame.type === 'hello') {
      this.#greeted = true;
      this.#attempt = 0;
      this.hooks.changed({ state: 'live' });
    }
  }

  #closed(code: number): void {
    const greeted = this.#greeted;
    this.#drop();
    if (code === UNAUTHORIZED || code === BAD_FRAME) {
      this.#running = false;
      this.hooks.changed({ state: 'stopped' });
      this.hooks.doubt(code);
      return;
    }
    // A refused handshake has no code of its own: ask whether we are signed in.
    if (!greeted) this.hooks.doubt(code);
    if (this.#running) this.#later();
  }

  #later(): void {
    const wait = delay(this.#attempt++, this.random);
    this.hooks.changed({ state: 'offline', retryAt: Date.now() + wait });
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #listen(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.resync(), SILENCE_MS);
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    const ws = this.#ws;
    this.#ws = undefined;
    if (!ws) return;
    ws.onopen = ws.onmessage = ws.onclose = null;
    ws.close();
  }

  #send(frame: ClientFrame): void {
    if (this.#ws?.readyState === 1) this.#ws.send(JSON.stringify(frame));
  }
}
