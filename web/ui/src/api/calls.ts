// calls.ts: the routes the dashboard uses, one function each.
import { request } from './client';
import type {
  Access,
  Advice,
  Answer,
  CandidateList,
  Explanation,
  FoundPlace,
  Gauge,
  Hindsight,
  ImportReport,
  IncidentView,
  JournalEvent,
  MachineToken,
  Mode,
  NewToken,
  Officer,
  OpenIncident,
  PlaceAt,
  Plan,
  Position,
  Reach,
  Report,
  Responder,
  ResponderPage,
  Role,
  SessionInfo,
  Way,
  Whereabouts,
} from './types';

const seg = encodeURIComponent;
const incident = (id: string): string => `/v1/incidents/${seg(id)}`;
const responder = (id: string): string => `/v1/responders/${seg(id)}`;

// Session.
export const whoAmI = () => request<SessionInfo>('GET', '/v1/session', { signIn: true });
export const signIn = (name: string, password: string) =>
  request<{ name: string; access: Access }>('POST', '/v1/session', {
    body: { name, password },
    signIn: true,
  });
export const signOut = () => request<void>('DELETE', '/v1/session', { signIn: true });

// Incidents.
export const plans = async () => (await request<{ plans: Plan[] }>('GET', '/v1/plans')).plans;

export const incidents = async (state: 'open' | 'ended' | 'all', limit: number) =>
  (
    await request<{ incidents: IncidentView[] }>('GET', '/v1/incidents', {
      query: { state, limit },
    })
  ).incidents;

/** The promise of every open incident, by its id. */
export const gauges = async (signal: AbortSignal) =>
  (await request<{ gauges: Record<string, Gauge> }>('GET', '/v1/gauges', { signal })).gauges;

export const oneIncident = (id: string) => request<IncidentView>('GET', incident(id));

/** The key makes the request safe to send twice: the same key opens one incident. */
export const openIncident = (body: OpenIncident, key: string) =>
  request<IncidentView>('POST', '/v1/incidents', { body, headers: { 'Idempotency-Key': key } });

export const candidates = (id: string) =>
  request<CandidateList>('GET', `${incident(id)}/candidates`);

export const journal = async (id: string) =>
  (await request<{ events: JournalEvent[] | null }>('GET', `${incident(id)}/journal`)).events ?? [];

export const nextWave = (id: string) =>
  request<IncidentView>('POST', `${incident(id)}/offers`, { body: { wave: 'next' } });

/**
 * Without a role the server picks the first free one each is qualified for. Of
 * people whom the policy leaves out it wants to know why they are asked.
 */
export const askNamed = (id: string, who: readonly string[], role: Role | '', reason: string) =>
  request<IncidentView>('POST', `${incident(id)}/offers`, {
    body: { responders: who, ...(role && { role }), ...(reason && { reason }) },
  });

/** Takes people from the incidents they are on the way to, and asks them here. */
export const reassign = (id: string, who: readonly string[], role: Role | '', reason: string) =>
  request<IncidentView>('POST', `${incident(id)}/offers`, {
    body: { responders: who, ...(role && { role }), reason, reassign: true },
  });

/** Lets the policy begin, or go on. */
export const activate = (id: string) => request<IncidentView>('POST', `${incident(id)}/activate`);

/** Keeps the policy from asking anybody further. */
export const hold = (id: string, reason: string) =>
  request<IncidentView>('POST', `${incident(id)}/hold`, { body: { reason } });

/** Moves the deadline to a later time. */
export const widen = (id: string, deadline: string, reason: string) =>
  request<IncidentView>('POST', `${incident(id)}/deadline`, { body: { deadline, reason } });

export const advice = (id: string, signal?: AbortSignal) =>
  request<Advice>('GET', `${incident(id)}/advice`, signal ? { signal } : {});

export const why = (id: string, who: string, signal?: AbortSignal) =>
  request<Explanation>('GET', `${incident(id)}/why/${seg(who)}`, signal ? { signal } : {});

/** What other ways of asking would have made of an ended incident. */
export const hindsight = (id: string, policy: string) =>
  request<Hindsight>('POST', `${incident(id)}/replay`, { body: policy ? { policy } : {} });

/** Days are "2026-05-04"; the last is not part of it. */
export interface ReportQuery {
  from: string;
  to: string;
  exercises: boolean;
}
export const report = (q: ReportQuery, signal?: AbortSignal) =>
  request<Report>('GET', '/v1/report', { query: { ...q }, ...(signal && { signal }) });
export const reportFile = (q: ReportQuery): string =>
  `/v1/report?from=${seg(q.from)}&to=${seg(q.to)}&exercises=${q.exercises}&format=csv`;

export const answerFor = (id: string, offer: string, answer: Answer, remark: string) =>
  request<IncidentView>('POST', `${incident(id)}/offers/${seg(offer)}/answer`, {
    body: remark ? { answer, remark } : { answer },
  });

export type Move = 'stand-down' | 'resume' | 'close' | 'cancel';

/** A reason is for a stand-down while people are still looked for. */
export const move = (id: string, to: Move, note: string, reason = '') =>
  request<IncidentView>('POST', `${incident(id)}/${to}`, {
    body: { ...(note && { note }), ...(reason && { reason }) },
  });

// Responders.
export const responders = (q: string, after: string, limit: number) =>
  request<ResponderPage>('GET', '/v1/responders', { query: { q, after, limit } });
export const oneResponder = (id: string) => request<Responder>('GET', responder(id));
/** What is to be changed; null takes the usual place away. */
export type ResponderPatch = Partial<Omit<Responder, 'home'>> & { home?: Position | null };
export const addResponder = (body: ResponderPatch) =>
  request<Responder>('POST', '/v1/responders', { body });
export const changeResponder = (id: string, body: ResponderPatch) =>
  request<Responder>('PATCH', responder(id), { body });
export const removeResponder = (id: string) => request<void>('DELETE', responder(id));

/** With agreed, people whose row says nothing about it count as having consented. */
export function importResponders(
  file: File,
  o: { dryRun: boolean; agreed: boolean },
): Promise<ImportReport> {
  const body = new FormData();
  body.set('file', file);
  const query = { dry_run: o.dryRun, assume_consent: o.agreed };
  return request('POST', '/v1/responders/import', { body, query });
}

export const positions = async () =>
  (await request<{ positions: Whereabouts[] | null }>('GET', '/v1/positions')).positions ?? [];

// Streets.
export type PlaceLang = 'zh' | 'en';

/** Places whose name begins or sounds like the text, the near ones first. */
export const findPlaces = async (
  q: string,
  near: Position | undefined,
  lang: PlaceLang,
  signal: AbortSignal,
) =>
  (
    await request<{ results: FoundPlace[] | null }>('GET', '/v1/places', {
      query: { q, lng: near?.lng, lat: near?.lat, lang, limit: 8 },
      signal,
    })
  ).results ?? [];

export const placeAt = (p: Position, lang: PlaceLang, signal: AbortSignal) =>
  request<PlaceAt>('GET', '/v1/places/at', { query: { ...p, lang }, signal });

export const reach = (to: Position, mode: Mode, bands: readonly number[], signal: AbortSignal) =>
  request<Reach>('GET', '/v1/reach', {
    query: { ...to, mode, minutes: Math.max(...bands), bands: bands.join() },
    signal,
  });

export const wayOf = (id: string, offer: string, signal: AbortSignal) =>
  request<Way>('GET', `${incident(id)}/offers/${seg(offer)}/route`, { signal });

// Administration.
export const officers = async () =>
  (await request<{ officers: Officer[] | null }>('GET', '/v1/officers')).officers ?? [];
export const addOfficer = (body: { name: string; password: string; access: Access }) =>
  request<Officer>('POST', '/v1/officers', { body });
export const removeOfficer = (name: string) => request<void>('DELETE', `/v1/officers/${seg(name)}`);
export const tokens = async () =>
  (await request<{ tokens: MachineToken[] | null }>('GET', '/v1/tokens')).tokens ?? [];
export const addToken = (body: { name: string; access: Access }) =>
  request<NewToken>('POST', '/v1/tokens', { body });
export const removeToken = (hash: string) => request<void>('DELETE', `/v1/tokens/${seg(hash)}`);
