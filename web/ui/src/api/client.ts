// client.ts: one way to talk to our server: JSON in, JSON out, errors as
// ApiError with the code of the domain.
import type { ErrorCode, Problem } from './types';

/** The server could not be reached at all, or did not answer in time. */
export type FailureCode = ErrorCode | 'network' | 'timeout';

export class ApiError extends Error {
  constructor(
    readonly code: FailureCode,
    readonly status: number,
    readonly problem: Problem & Record<string, unknown>,
  ) {
    super(problem.detail ?? problem.title ?? code);
    this.name = 'ApiError';
  }
}

const TIMEOUT_MS = 20_000;
const IMPORT_TIMEOUT_MS = 120_000;

let onUnauthorized = (): void => {};

/** Says what happens when the server does not know us any more. */
export function whenUnauthorized(then: () => void): void {
  onUnauthorized = then;
}

export type Query = Record<string, string | number | boolean | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  /** A 401 is an ordinary answer (signing in), not the end of a session. */
  signIn?: boolean;
  /** Aborts the request; its promise then fails with the signal's reason. */
  signal?: AbortSignal;
}

export async function request<T>(method: string, path: string, o: RequestOptions = {}): Promise<T> {
  const form = o.body instanceof FormData;
  const headers: Record<string, string> = { Accept: 'application/json', ...o.headers };
  if (o.body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const limit = AbortSignal.timeout(form ? IMPORT_TIMEOUT_MS : TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(address(path, o.query), {
      method,
      headers,
      body: o.body === undefined ? null : form ? (o.body as FormData) : JSON.stringify(o.body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: o.signal ? AbortSignal.any([o.signal, limit]) : limit,
    });
  } catch (e) {
    o.signal?.throwIfAborted();
    const late = e instanceof DOMException && e.name === 'TimeoutError';
    throw new ApiError(late ? 'timeout' : 'network', 0, {});
  }
  if (response.status === 401 && !o.signIn) onUnauthorized();
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

function address(path: string, query: Query = {}): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) {
    if (v !== undefined && v !== '') q.set(k, String(v));
  }
  const s = q.toString();
  return s ? `${path}?${s}` : path;
}

async function failure(response: Response): Promise<ApiError> {
  let problem: Problem & Record<string, unknown> = {};
  try {
    problem = await response.json();
  } catch {
    // Not ours (a proxy in between): the status alone must do.
  }
  const code = problem.code ?? BY_STATUS[response.status] ?? 'internal';
  return new ApiError(code, response.status, problem);
}

const BY_STATUS: Record<number, FailureCode> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'timed_out',
  409: 'conflict',
  413: 'oversized',
  415: 'media_type',
  422: 'invalid',
  429: 'too_many',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};
