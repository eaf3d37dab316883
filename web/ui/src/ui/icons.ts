// icons.ts: the icons, by what they stand for. Lucide, ISC licence.
import {
  Activity,
  ArrowLeft,
  BadgeCheck,
  Bandage,
  Bell,
  BellOff,
  Bike,
  Brain,
  BriefcaseBusiness,
  Building2,
  Car,
  ChartSpline,
  Check,
  CheckCheck,
  ChevronDown,
  ChevronRight,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CircleX,
  Clock,
  Copy,
  Crosshair,
  Droplets,
  Ellipsis,
  Flag,
  Flame,
  Footprints,
  HeartPulse,
  House,
  type IconNode,
  KeyRound,
  Landmark,
  List,
  LocateFixed,
  LogOut,
  Map as MapIcon,
  MapPin,
  MapPinSearch,
  Maximize,
  MessageSquareWarning,
  Minus,
  Moon,
  Motorbike,
  Navigation,
  NotebookPen,
  Package,
  Phone,
  PhoneOff,
  Plus,
  RefreshCw,
  Route,
  Ruler,
  Search,
  SendHorizontal,
  Signpost,
  Smartphone,
  Split,
  Sun,
  Timer,
  TriangleAlert,
  Undo2,
  Upload,
  UserPlus,
  UserRoundSearch,
  Users,
  Wifi,
  WifiOff,
  X,
} from 'lucide';
import type { Kind, Mode, OfferState, PlaceKind, PositionBasis, TextStatus } from '../api/types';

export type { IconNode };

export const ICONS = {
  aed: HeartPulse,
  back: ArrowLeft,
  badge: BadgeCheck,
  bell: Bell,
  bellOff: BellOff,
  chart: ChartSpline,
  check: Check,
  chevron: ChevronRight,
  clock: Clock,
  copy: Copy,
  cross: X,
  down: ChevronDown,
  fit: Maximize,
  flag: Flag,
  focus: Crosshair,
  help: CircleHelp,
  home: House,
  key: KeyRound,
  list: List,
  map: MapIcon,
  message: MessageSquareWarning,
  minus: Minus,
  moon: Moon,
  note: NotebookPen,
  more: Ellipsis,
  phone: Phone,
  pin: MapPin,
  findPlace: MapPinSearch,
  liveAt: LocateFixed,
  reach: Timer,
  risk: CircleAlert,
  route: Route,
  ruler: Ruler,
  plus: Plus,
  refresh: RefreshCw,
  search: Search,
  send: SendHorizontal,
  signOut: LogOut,
  station: Building2,
  sun: Sun,
  undo: Undo2,
  upload: Upload,
  userPlus: UserPlus,
  users: Users,
  warn: TriangleAlert,
  wifi: Wifi,
  work: BriefcaseBusiness,
  wifiOff: WifiOff,
  phones: Smartphone,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof ICONS;

export const KIND_ICONS: Record<Kind, IconNode> = {
  cardiac_arrest: HeartPulse,
  injury: Bandage,
  sudden_illness: Activity,
  fire: Flame,
  flood: Droplets,
  trapped_person: CircleAlert,
  missing_person: UserRoundSearch,
  psychological_crisis: Brain,
  elderly_call: Bell,
  supplies: Package,
  other: Ellipsis,
};

export const OFFER_ICONS: Record<OfferState, IconNode> = {
  asked: CircleDashed,
  silent: Clock,
  accepted: Navigation,
  arrived: Flag,
  done: CheckCheck,
  declined: CircleX,
  withdrawn: Undo2,
  stood_down: CircleMinus,
  unreachable: PhoneOff,
};

export const TEXT_ICONS: Record<TextStatus, IconNode> = {
  queued: Clock,
  sending: SendHorizontal,
  accepted: SendHorizontal,
  sent: Check,
  delivered: CheckCheck,
  failed: TriangleAlert,
  expired: TriangleAlert,
  suppressed: CircleMinus,
};

export const MODE_ICONS: Record<Mode, IconNode> = {
  walk: Footprints,
  bike: Bike,
  ebike: Motorbike,
  drive: Car,
};

/** What a position is taken from. */
export const BASIS_ICONS: Record<PositionBasis, IconName> = {
  live: 'liveAt',
  station: 'station',
  work: 'work',
  home: 'home',
  stale: 'clock',
};

export const PLACE_ICONS: Record<PlaceKind, IconNode> = {
  house: House,
  street: Signpost,
  crossing: Split,
  place: Building2,
  poi: Landmark,
};

/** An icon for places where there is no component. */
export function iconElement(node: IconNode, size: number): SVGSVGElement {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  for (const [tag, attributes] of node) {
    const child = document.createElementNS(ns, tag);
    for (const [k, v] of Object.entries(attributes)) child.setAttribute(k, String(v));
    svg.append(child);
  }
  return svg;
}
