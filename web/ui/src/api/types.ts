// types.ts: the words of the API, exactly as the Go side writes them
// (dispatch/*.go and the HTTP contract). Times are RFC 3339 strings; an absent
// time is absent, never zero. Positions are WGS-84. Distances are meters,
// fields ending in _s are seconds.
import type { LineString, MultiPolygon, Polygon } from 'geojson';

export type IncidentState = 'open' | 'stood_down' | 'closed' | 'cancelled';
export type OfferState =
  | 'asked'
  | 'silent'
  | 'accepted'
  | 'arrived'
  | 'done'
  | 'declined'
  | 'withdrawn'
  | 'stood_down'
  | 'unreachable';
export type Answer = 'accept' | 'decline' | 'arrived' | 'done' | 'withdraw';
export type Kind =
  | 'cardiac_arrest'
  | 'injury'
  | 'sudden_illness'
  | 'fire'
  | 'flood'
  | 'trapped_person'
  | 'missing_person'
  | 'psychological_crisis'
  | 'elderly_call'
  | 'supplies'
  | 'other';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';
export type Role =
  | 'medical_rescue'
  | 'supply_transport'
  | 'psychological_intervention'
  | 'information_liaison'
  | 'defibrillator'
  | 'general';
export type Mode = 'walk' | 'bike' | 'ebike' | 'drive';
export type TextStatus =
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'expired'
  | 'suppressed';
export type TextKind =
  | 'ask'
  | 'confirm'
  | 'full'
  | 'role'
  | 'stand_down'
  | 'elsewhere'
  | 'cancelled'
  | 'ended'
  | 'busy'
  | 'which'
  | 'unclear';
export type Reason =
  | 'not_available'
  | 'no_consent'
  | 'opted_out'
  | 'no_phone'
  | 'no_mode'
  | 'excluded_kind'
  | 'probation'
  | 'too_young'
  | 'uninsured'
  | 'lacks_skill'
  | 'certificate_missing'
  | 'certificate_expired'
  | 'no_position'
  | 'position_stale'
  | 'busy'
  | 'asked_elsewhere'
  | 'asked_already'
  | 'farther'
  | 'too_far'
  | 'unreachable'
  | 'quiet_hours'
  | 'resting'
  | 'budget_spent'
  | 'no_letter'
  | 'opened'
  | 'replace'
  | 'silence'
  | 'backup'
  | 'at_risk'
  | 'by_hand'
  | 'countdown'
  | 'overruled'
  | 'all_spared'
  | 'nobody_left'
  | 'nobody_near'
  | 'past_deadline'
  | 'not_understood'
  | 'nothing_open'
  | 'unknown_sender'
  | 'which_offer'
  | 'repeated'
  | 'full'
  | 'ended'
  | 'not_possible'
  | 'enough'
  | 'closer'
  | 'elsewhere'
  | 'stood_down'
  | 'closed'
  | 'cancelled';
export type EventType =
  | 'incident_opened'
  | 'asking_begun'
  | 'asking_held'
  | 'overruled'
  | 'deadline_moved'
  | 'wave_asked'
  | 'shortfall'
  | 'needs_filled'
  | 'incident_stood_down'
  | 'incident_resumed'
  | 'incident_closed'
  | 'incident_cancelled'
  | 'offer_made'
  | 'offer_accepted'
  | 'offer_declined'
  | 'offer_silent'
  | 'offer_arrived'
  | 'role_changed'
  | 'near_scene'
  | 'offer_done'
  | 'offer_withdrawn'
  | 'offer_stood_down'
  | 'offer_unreachable'
  | 'text_status'
  | 'text_received'
  | 'answer_noted'
  | 'opted_out'
  | 'opted_in';
/** Where a position comes from; all but the first are guesses. */
export type PositionBasis = 'live' | 'station' | 'work' | 'home' | 'stale';
export type TravelBasis = 'straight_line' | 'streets';
/** Why a time is along the straight line although streets were wanted. */
export type TravelWhy =
  | 'no_streets'
  | 'off_map'
  | 'no_street'
  | 'no_route'
  | 'router_slow'
  | 'router_failed';
export type CoordSys = 'wgs84' | 'gcj02' | 'bd09';
export type Access = 'admin' | 'officer' | 'platform' | 'tracker';
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'duplicate'
  | 'unavailable'
  | 'unauthorized'
  | 'forbidden'
  | 'too_many'
  | 'internal'
  | 'oversized'
  | 'media_type'
  | 'method'
  | 'key_reused'
  | 'bad_import'
  | 'timed_out';
/** Why a row of an imported file is refused (dispatch/corps). */
export type ImportErrorCode =
  | 'missing'
  | 'unknown'
  | 'phone'
  | 'date'
  | 'number'
  | 'rounded'
  | 'duplicate'
  | 'rule'
  | 'column';

export interface Position {
  lng: number;
  lat: number;
}

export interface Need {
  role: Role;
  count: number;
}

export interface Plan {
  kind: Kind;
  priority: Priority;
  needs: Need[];
  deadline_s: number;
  activation: Activation;
  /** Seconds of the countdown. */
  after_s?: number;
  auto: boolean;
}

/** How asking begins: at once, unless held in time, or when an officer says so. */
export type Activation = 'automatic' | 'countdown' | 'by_hand';

export interface TextState {
  status: TextStatus | '';
  at?: string;
  sent_at?: string;
  error?: string;
  segments?: number;
}

/** A defibrillator whose place is known. */
export interface Defibrillator {
  position: Position;
  /** Its name or address, in Chinese where it has one; absent: neither is known. */
  name?: string;
  /** In English, if that is another. */
  name_en?: string;
  /** Straight line to the incident. */
  distance_m: number;
}

export interface Incident {
  id: string;
  number: number;
  version: number;
  state: IncidentState;
  kind: Kind;
  priority: Priority;
  position: Position;
  address?: string;
  note?: string;
  caller?: { name?: string; phone?: string };
  source?: { system?: string; ref?: string };
  needs: Need[];
  /** The nearest known, if one is to be fetched. */
  defibrillators?: Defibrillator[];
  exercise: boolean;
  activation?: Activation;
  /** The policy asks by itself now. */
  auto: boolean;
  /** When it will begin to, unless an officer holds it. */
  activate_at?: string;
  /** An officer keeps it from asking. */
  held?: boolean;
  opened_at: string;
  opened_by: string;
  deadline: string;
  /** The first deadline, if an officer moved it. */
  promised?: string;
  ended_at?: string;
  /** The promise right after the first wave, when that was asked, and the median
   *  of the seconds from then to the first arrival, as it was thought. */
  promise?: number;
  promise_at?: string;
  promise_first_s?: number;
  /** When everyone needed was on the scene. */
  kept_at?: string;
  wave: number;
  shortfall?: Reason | '';
  travel?: TravelBasis | '';
  travel_why?: TravelWhy | '';
  /** The coordinates look like those of another system, see warning_coord_sys. */
  warning?: 'coord_mixup' | '';
  warning_coord_sys?: CoordSys | '';
  offer_seq: number;
  notice_seq: number;
}

export interface Offer {
  id: string;
  incident: string;
  responder: string;
  name: string;
  role: Role;
  state: OfferState;
  letter: string;
  wave: number;
  rank: number;
  by: string;
  mode: Mode;
  from: Position;
  from_basis: PositionBasis;
  distance_m: number;
  travel_s: number;
  turnout_s: number;
  travel?: TravelBasis | '';
  eta: string;
  asked_at: string;
  /** The chance of a yes as it was thought when they were asked, 0 to 1. */
  accept?: number;
  /** They come without a seat of their own, in case somebody else is late. */
  backup?: boolean;
  /** Their best way by a known defibrillator: which of the incident's, from 0, and
   *  how many seconds longer that way is. */
  fetch?: { of: number; extra_s: number };
  /** They have said yes once, whatever came of it. */
  said_yes?: boolean;
  answered_at?: string;
  arrived_at?: string;
  /** When the server noticed that they are within 50 m of the place. */
  near_at?: string;
  ended_at?: string;
  remark?: string;
  text?: TextState;
}

export interface Counts {
  needed: number;
  filled: number;
  /** Coming without a seat of their own, in case somebody else is late. */
  backup: number;
  arrived: number;
  coming: number;
  asked: number;
  silent: number;
  declined: number;
  unreachable: number;
}

/** An incident with its offers, as every route and the snapshot show it. */
export interface IncidentView extends Incident {
  offers: Offer[];
  counts: Counts;
}

export interface JournalEvent {
  seq: number;
  at: string;
  event: EventType;
  incident?: string;
  offer?: string;
  responder?: string;
  name?: string;
  by?: string;
  reason?: Reason | '';
  wave?: number;
  count?: number;
  role?: Role | '';
  remark?: string;
  text_kind?: TextKind | '';
  text?: TextState;
}

export interface Candidate {
  responder: string;
  name: string;
  /** Place in the order, from 1; 0: left out, see reason. */
  rank: number;
  reason?: Reason | '';
  roles?: Role[];
  mode?: Mode | '';
  distance_m: number;
  travel_s: number;
  turnout_s: number;
  travel?: TravelBasis | '';
  eta?: string;
  from?: Position;
  from_basis?: PositionBasis | '';
  position_at?: string;
  /** The chance that they say yes at this hour, 0 to 1. */
  accept: number;
  /** How often they were asked within seven days. */
  alerts_7d: number;
  /** Of those who are busy or asked elsewhere: with what. */
  engaged?: Engaged;
}

/** The other incident that a person is coming to, is at, or has been asked for. */
export interface Engaged {
  incident: string;
  number: number;
  kind: Kind;
  priority: Priority;
  exercise?: boolean;
  offer: string;
  state: OfferState;
  eta?: string;
}

export interface CandidateList {
  travel: TravelBasis;
  travel_why?: TravelWhy | '';
  candidates: Candidate[];
}

/** The promise of one need, as if nobody else were needed. */
export interface RoleGauge {
  role: Role;
  need: number;
  /** How many of those asked are expected in time; not a whole number. */
  expected: number;
  p: number;
}

/** The promise of one incident, as of the moment it was asked for. */
export interface Gauge {
  /** The chance that everyone needed is on the scene by the deadline, 0 to 1. */
  p: number;
  /** The chance for which people are asked. */
  target: number;
  /** The median until somebody is there; absent: likelier nobody comes. */
  first_s?: number;
  here: number;
  coming: number;
  /** Asked, without an answer. */
  waiting: number;
  roles: RoleGauge[];
}

/** The promise at one moment; without first_s likelier nobody comes. */
export interface Forecast {
  p: number;
  first_s?: number;
}

/** What a decision made of a person (dispatch/why.go). */
export type Judged =
  | 'asked'
  | 'left_out'
  | 'not_worth'
  | 'wave_full'
  | 'not_chosen'
  | 'not_named'
  | 'not_looked_at'
  | 'not_recorded'
  | 'worth_asking';

/** What was thought of one person. */
export interface Regarded {
  responder: string;
  name: string;
  /** The role they were asked for, and their place among those asked. */
  as?: Role;
  order?: number;
  rank?: number;
  reason?: Reason;
  roles?: Role[];
  accept?: number;
  alerts_7d?: number;
  mode?: Mode;
  from_basis?: PositionBasis;
  distance_m: number;
  travel?: TravelBasis;
  travel_s: number;
  turnout_s: number;
  eta?: string;
  in_time?: number;
  /** In the prices of the plan; lifts: what they add to the promise. */
  worth?: { saves: number; costs: number; lifts: number };
}

export interface Judgement {
  verdict: Judged;
  at: string;
  wave: number;
  because?: Reason;
  by?: string;
  of: number;
  target: number;
  before: Forecast;
  after: Forecast;
  looked: { radius_m: number; travel_s: number; whole?: boolean; named?: boolean };
  person?: Regarded;
}

export interface Explanation {
  incident: string;
  responder: string;
  name: string;
  decisions: Judgement[];
  /** As of now, of whom no decision says anything. */
  now?: Judgement;
}

/** What came of one way of asking; policy "was": what came of it really. */
export interface Came {
  policy: string;
  plays: number;
  kept: number;
  first_s?: number;
  first_p90_s?: number;
  alerts: number;
  arrived: number;
  surplus: number;
}

export interface Hindsight {
  incident: string;
  plays: number;
  seed: number;
  people: number;
  looked_m: number;
  needed: number;
  deadline_s: number;
  was: Came;
  policies: Came[];
}

export interface Bucket {
  n: number;
  predicted: number;
  real: number;
}

/** Chances that were told, and what happened. */
export interface Reliability extends Bucket {
  brier: number;
  brier_constant: number;
  tenths: Bucket[];
}

export interface ReportRow {
  incident: string;
  number: number;
  kind: Kind;
  priority: Priority;
  opened_at: string;
  deadline_s: number;
  needed: number;
  promise?: number;
  kept: boolean;
  kept_s?: number;
  first_predicted_s?: number;
  first_s?: number;
  alerts: number;
  yes: number;
  arrived: number;
  surplus: number;
}

export interface Report {
  from: string;
  to: string;
  exercises: boolean;
  incidents: number;
  kept: number;
  promise: Reliability;
  acceptance: Reliability;
  first: { n: number; predicted_s: number; real_s: number; sooner: number };
  alerts: number;
  arrived: number;
  surplus: number;
  rows: ReportRow[];
  cut: number;
}

/** What would help when the promise cannot be kept, as of one moment. */
export interface Advice {
  at: string;
  p: number;
  target: number;
  /** The needs with free seats. */
  missing: { role: Role; need: number; free: number; waiting: number; p: number }[];
  /** How many the policy may still ask by itself. */
  askable: number;
  out: { reason: Reason; count: number }[];
  means: Means[];
}

export type MeansKind = 'deadline' | 'by_hand' | 'reassign' | 'stand_in' | 'phone' | 'neighbours';

/** One thing that would help. */
export interface Means {
  kind: MeansKind;
  /** The promise with it; absent if nobody can tell. */
  p?: number;
  /** The chance of each need that it makes likelier, alone. */
  roles?: { role: Role; p: number }[];
  count: number;
  /** Whom to ask or call, the soonest first, as many as it takes. */
  people?: Helper[];
  deadline?: string;
  minutes?: number;
  reason?: Reason;
  needs_reason?: boolean;
  role?: Role;
  groups?: { area?: string; team?: string; people: number; on_duty: number; nearest_s: number }[];
}

export interface Helper {
  responder: string;
  name: string;
  roles: Role[];
  reason?: Reason;
  distance_m: number;
  eta?: string;
  /** What somebody to be reassigned is on the way to. */
  engaged?: Engaged;
  phone?: string;
}

export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Proof of a skill. Days are "2027-06-30", the last on which it holds. */
export interface Certificate {
  skill: Role;
  number?: string;
  expires_on?: string;
}

/** Where somebody is at some hours of the week; no days: every day. */
export interface UsualPlace {
  basis: 'work' | 'station';
  position: Position;
  days?: Day[] | null;
  from: string;
  to: string;
}

export interface Responder {
  id: string;
  version: number;
  name: string;
  phone: string;
  lang: string;
  modes: Mode[] | null;
  skills: Role[] | null;
  teams: string[] | null;
  area?: string;
  certificates?: Certificate[] | null;
  probation_until?: string;
  born_on?: string;
  insured_until?: string;
  excludes?: Kind[] | null;
  home?: Position;
  places?: UsualPlace[] | null;
  available: boolean;
  consent: boolean;
  opted_out: boolean;
  note?: string;
  added_at?: string;
}

export interface ResponderPage {
  responders: Responder[];
  next: string;
  total: number;
}

export interface ImportReport {
  columns: { header: string; field: string }[];
  rows: number;
  valid: number;
  new: number;
  updated: number;
  errors:
    | { row: number; field: string; code?: ImportErrorCode; detail: string; value: string }[]
    | null;
  preview: Responder[] | null;
  imported: number;
}

export interface SessionInfo {
  name: string;
  access: Access;
  public_url: string;
  sms: string;
  streets: boolean;
  map?: MapInfo;
  demo: boolean;
  phones_url: string;
}

/** What the map draws under the incidents. */
export interface MapInfo {
  /** The address of a tile with {z}, {x} and {y}; empty: there are none. */
  tiles: string;
  kind: 'vector' | 'raster' | 'none';
  /** The system of the tiles; ours is always WGS-84. */
  coord_sys: CoordSys;
  attribution: string;
  bounds: [west: number, south: number, east: number, north: number] | null;
  /** Addresses can be searched. */
  search: boolean;
}

export type PlaceKind = 'house' | 'street' | 'crossing' | 'place' | 'poi';

/** A place found by name. */
export interface FoundPlace {
  kind: PlaceKind;
  name: string;
  /** What it is part of: street, quarter, town. */
  context: string;
  /** The finer kind of OpenStreetMap, such as hospital or suburb. */
  class?: string;
  position: Position;
  /** From the point that was named in the search. */
  distance_m: number;
}

/** What is at a point; name is empty when nothing with a name is near. */
export interface PlaceAt {
  name: string;
  kind: PlaceKind | '';
  context: string;
  distance_m: number;
  /** Absent without a name. */
  position?: Position;
}

/** From where a place is reached in time: one area a limit, the largest first. */
export interface Reach {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    geometry: MultiPolygon | Polygon;
    properties: { minutes: number; mode: Mode };
  }[];
  properties: {
    travel: TravelBasis;
    why: TravelWhy | '';
    turnout_s: number;
    snapped?: Position & { walk_m: number };
  };
}

/** The way of somebody who comes, from where they are now. */
export interface Way {
  type: 'Feature';
  geometry: LineString;
  properties: {
    mode: Mode;
    travel_s: number;
    distance_m: number;
    left_m: number;
    progress: number;
    eta: string;
    travel: TravelBasis;
    why: TravelWhy | '';
    from_basis: PositionBasis;
    position_at?: string;
    remaining_s: number[];
  };
}

export interface Officer {
  name: string;
  access: Access;
  created_at?: string;
}

export interface MachineToken {
  hash: string;
  name: string;
  access: Access;
  created_at?: string;
}

/** The answer to making a token: the only time its value is shown. */
export interface NewToken extends MachineToken {
  token: string;
}

export interface OpenIncident {
  kind: Kind;
  position: Position & { coord_sys?: CoordSys };
  priority?: Priority;
  address?: string;
  note?: string;
  caller?: { name?: string; phone?: string };
  needs?: Need[];
  source?: { system?: string; ref?: string };
  exercise?: boolean;
}

export interface Problem {
  title?: string;
  status?: number;
  detail?: string;
  code?: ErrorCode;
  field?: string;
  errors?: { field?: string; row?: number; detail: string; value?: string }[];
}

// Live frames (WebSocket subprotocol fifteen.v1).

export interface HelloFrame {
  type: 'hello';
  epoch: string;
  seq: number;
  now: string;
  snapshot?: { incidents: IncidentView[] | null } | null;
}

export interface EventFrame extends JournalEvent {
  type: 'event';
  incident_doc?: Incident;
  offer_doc?: Offer;
}

/** Responder, longitude, latitude, age in seconds. */
export type LivePosition = [responder: string, lng: number, lat: number, age: number];

/** The same with the basis, as GET /v1/positions lists everybody. */
export type Whereabouts = [...LivePosition, basis: PositionBasis];

export interface PositionsFrame {
  type: 'positions';
  batch: LivePosition[];
}

export type ServerFrame = HelloFrame | EventFrame | PositionsFrame | { type: 'ping' };
export type ClientFrame = { type: 'resume'; epoch: string; seq: number } | { type: 'pong' };
