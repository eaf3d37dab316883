// live.svelte.ts: joins the connection, the pure state and the screen. Frames
// are gathered and reach the components once per drawn frame.
import * as calls from '../api/calls';
import type { IncidentView, ServerFrame } from '../api/types';
import { ended } from '../live/counts';
import { EMPTY, type Input, type LiveState, reduce } from '../live/reduce';
import { type Connection, LiveSocket } from '../live/socket';
import { clock } from './clock.svelte';
import { gauges } from './gauges.svelte';
import { notices } from './notices.svelte';
import { places } from './places.svelte';
import { router } from './route.svelte';
import { session } from './session.svelte';
import { recall, remember } from './storage';
import { ways } from './ways.svelte';

/** Positions grow stale and fall back to people's usual places: read them anew. */
const REFRESH_MS = 5 * 60_000;

/** So many journals are read at the same time after a snapshot. */
const AT_ONCE = 4;

/** So many replies that were dealt with are remembered. */
const MOST_ATTENDED = 500;

function recalled(key: string): unknown[] {
  try {
    const value: unknown = JSON.parse(recall(key) ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

class Live {
  /** What the screen shows; replaced, never changed. */
  state = $state.raw<LiveState>(EMPTY);
  connection = $state.raw<Connection>({ state: 'connecting' });
  /** When the connection was last live, in the server's time. */
  lostAt = $state(0);

  #ahead: LiveState = EMPTY;
  #scheduled = false;
  #holes = 0;
  #reading = 0;
  #refresh: ReturnType<typeof setInterval> | undefined;
  #socket: LiveSocket;

  constructor() {
    const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/live`;
    this.#socket = new LiveSocket(url, {
      place: () => this.#place(),
      frame: (f) => this.#receive(f),
      changed: (c) => this.#changed(c),
      doubt: () => void session.check(),
    });
  }

  start(): void {
    this.lostAt = clock.read();
    this.#socket.start();
    addEventListener('online', this.retryNow);
    this.#refresh = setInterval(() => void places.load(), REFRESH_MS);
  }

  stop(): void {
    clearInterval(this.#refresh);
    removeEventListener('online', this.retryNow);
    this.#socket.stop();
    this.#reading++;
    this.#ahead = EMPTY;
    this.state = EMPTY;
    this.connection = { state: 'connecting' };
  }

  readonly retryNow = (): void => this.#socket.retryNow();

  /** Takes in what a request answered. */
  put(...views: IncidentView[]): void {
    this.apply({ type: 'views', views });
  }

  async loadJournal(incident: string): Promise<void> {
    const events = await calls.journal(incident);
    this.apply({ type: 'journal', incident, events });
  }

  /** Somebody has dealt with a reply; the browser remembers it. */
  attend(seq: number): void {
    this.apply({ type: 'attended', seqs: [seq] });
    const latest = [...this.#ahead.attended].slice(-MOST_ATTENDED);
    remember('attended', JSON.stringify([this.#ahead.epoch, ...latest]));
  }

  apply(input: Input): void {
    this.#ahead = reduce(this.#ahead, input);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A hidden page draws no frames but must keep up (its title and sounds).
    if (document.hidden) setTimeout(this.#flush, 0);
    else requestAnimationFrame(this.#flush);
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    this.state = this.#ahead;
  };

  #place(): { epoch: string; seq: number } {
    const { epoch, seq, hole } = this.#ahead;
    // Resuming did not close the hole: start again from a snapshot.
    if (hole && ++this.#holes > 1) return { epoch: '', seq: 0 };
    return { epoch, seq };
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'positions') {
      places.move(frame.batch);
      ways.moved(frame.batch);
      return;
    }
    if (frame.type === 'hello') clock.set(frame.now);
    const before = this.#ahead;
    this.apply(frame);
    if (frame.type === 'hello' && frame.snapshot) void this.#readReplies();
    if (this.#ahead.hole && !before.hole) this.#socket.resync();
    else if (frame.type === 'event' && this.#ahead !== before) {
      this.#holes = 0;
      const { incident, event } = frame;
      if (event === 'incident_opened' || (incident && incident === router.route.incident))
        gauges.news();
      this.#tell(frame);
    }
  }

  /** Replies that came before we looked are in the journals of the open incidents. */
  async #readReplies(): Promise<void> {
    const [epoch, ...seqs] = recalled('attended');
    if (epoch === this.#ahead.epoch) this.apply({ type: 'attended', seqs: seqs.map(Number) });
    const run = ++this.#reading;
    const open = [...this.#ahead.cases.values()].filter((v) => !ended(v));
    const queue = open.sort((a, b) => b.number - a.number).map((v) => v.id);
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id; id = queue.shift()) {
        if (run !== this.#reading) return; // a later snapshot has started over
        if (this.#ahead.journals.has(id)) continue;
        try {
          await this.loadJournal(id);
        } catch {
          // That one is gone, or offline: the next snapshot starts over.
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  #tell(frame: ServerFrame & { type: 'event' }): void {
    const v = frame.incident ? this.#ahead.cases.get(frame.incident) : undefined;
    // Replies to no incident wait in the list of replies; they need no hurry.
    if (frame.event === 'text_received' && frame.incident) {
      const who = frame.name ?? frame.responder ?? '';
      notices.add({ kind: 'reply', incident: frame.incident, who, remark: frame.remark ?? '' });
    }
    if (!v) return;
    const { id: incident, number, exercise } = v;
    const mine = frame.by === `officer:${session.info?.name}`;
    if (frame.event === 'incident_opened' && !mine) {
      notices.add({ kind: 'opened', incident, number, exercise, p1: v.priority === 'P1' });
    } else if (frame.event === 'near_scene') {
      notices.add({ kind: 'near', incident, number, who: frame.name ?? frame.responder ?? '' });
    } else if (frame.event === 'shortfall') {
      notices.add({ kind: 'shortfall', incident, number });
    }
  }

  #changed(c: Connection): void {
    if (this.connection.state === 'live' && c.state !== 'live') this.lostAt = clock.read();
    // After a break everybody's whereabouts are read anew.
    if (c.state === 'live' && this.connection.state !== 'live') void places.load();
    this.connection = c;
  }
}

export const live = new Live();
