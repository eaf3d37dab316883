// session.svelte.ts: who is signed in.
import * as calls from '../api/calls';
import { ApiError, whenUnauthorized } from '../api/client';
import type { MapInfo, Plan, SessionInfo } from '../api/types';

/** Before anything is known of a map. */
const NO_MAP: MapInfo = {
  tiles: '',
  kind: 'none',
  coord_sys: 'wgs84',
  attribution: '',
  bounds: null,
  search: false,
};

class Session {
  /** Undefined: not signed in; see checked. */
  info = $state.raw<SessionInfo | undefined>();
  plans = $state.raw<Plan[]>([]);
  /** The server has said whether we are signed in. */
  checked = $state(false);
  /** We were signed in, and are no longer. */
  ended = $state(false);
  /** Why the server could not be asked. */
  failed = $state.raw<ApiError | undefined>();

  readonly admin = $derived(this.info?.access === 'admin');
  readonly map = $derived<MapInfo>(this.info?.map ?? NO_MAP);

  constructor() {
    whenUnauthorized(() => this.#lost());
  }

  /** Asks the server who we are. Doubts are settled here too. */
  async check(): Promise<void> {
    try {
      const info = await calls.whoAmI();
      if (this.plans.length === 0) this.plans = await calls.plans();
      this.info = info;
      this.ended = false;
      this.failed = undefined;
      this.checked = true;
    } catch (e) {
      if (e instanceof ApiError && e.status === 401) this.#lost();
      else if (e instanceof ApiError && !this.info) this.failed = e;
      else if (!(e instanceof ApiError)) throw e;
    }
  }

  async signIn(name: string, password: string): Promise<void> {
    await calls.signIn(name, password);
    await this.check();
  }

  async signOut(): Promise<void> {
    await calls.signOut();
    this.info = undefined;
    this.ended = false;
  }

  #lost(): void {
    this.checked = true;
    this.failed = undefined;
    this.ended = this.info !== undefined || this.ended;
    this.info = undefined;
  }
}

export const session = new Session();
