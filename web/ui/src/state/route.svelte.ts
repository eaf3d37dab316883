// route.svelte.ts: where we are, kept in the URL's hash, so that a reload, the
// back button and a link sent to a colleague all find it again.

export type Page = 'board' | 'responders' | 'report' | 'admin';

export interface Route {
  page: Page;
  /** The selected incident, on the board. */
  incident?: string;
  /** The form for a new incident is open. */
  creating: boolean;
}

export function parse(hash: string): Route {
  const [first = '', second = ''] = hash.replace(/^#\/?/, '').split('/');
  if (first === 'responders' || first === 'report' || first === 'admin') {
    return { page: first, creating: false };
  }
  if (first === 'new') return { page: 'board', creating: true };
  if (first === 'incident' && second) {
    return { page: 'board', incident: decode(second), creating: false };
  }
  return { page: 'board', creating: false };
}

function decode(s: string): string {
  try {
    return decodeURIComponent(s);
  } catch {
    return s;
  }
}

class Router {
  route = $state.raw<Route>(parse(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      this.route = parse(location.hash);
    });
  }

  go(hash: string): void {
    if (location.hash !== hash) location.hash = hash;
  }
}

export const router = new Router();

export const toIncident = (id: string): string => `#/incident/${encodeURIComponent(id)}`;
