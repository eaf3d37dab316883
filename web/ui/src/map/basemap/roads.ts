// roads.ts: streets, lowest first: tunnels, casings, surfaces, bridges. One
// width for a rank of road serves its surface, its casing, tunnels and bridges.
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import { type BaseLayer, classes, grow, type Look, line, not, type Stop, yes } from './layer';
import { paths } from './paths';

interface Rank {
  id: 'service' | 'minor' | 'mid' | 'major' | 'motorway';
  classes: string[];
  /** The first zooms of the road and of its casing. */
  from: number;
  casedFrom: number;
  /** Width in pixels by zoom. */
  width: [zoom: number, px: number][];
}

/** Lowest first. */
export const RANKS: Rank[] = [
  {
    id: 'service',
    classes: ['service'],
    from: 14,
    casedFrom: 16,
    width: [
      [14, 0.5],
      [16, 2.5],
      [19, 11],
    ],
  },
  {
    id: 'minor',
    classes: ['residential'],
    from: 11.5,
    casedFrom: 13.5,
    width: [
      [11.5, 0.4],
      [14, 2.2],
      [16, 6],
      [19, 26],
    ],
  },
  {
    id: 'mid',
    classes: ['secondary', 'tertiary'],
    from: 9.5,
    casedFrom: 12.5,
    width: [
      [9.5, 0.5],
      [12, 1.6],
      [14, 4],
      [16, 9],
      [19, 34],
    ],
  },
  {
    id: 'major',
    classes: ['trunk', 'primary'],
    from: 6,
    casedFrom: 11,
    width: [
      [6, 0.5],
      [10, 1.5],
      [12, 2.8],
      [14, 5.5],
      [16, 11],
      [19, 40],
    ],
  },
  {
    id: 'motorway',
    classes: ['motorway'],
    from: 5,
    casedFrom: 8,
    width: [
      [5, 0.6],
      [8, 1.4],
      [12, 3.4],
      [14, 6],
      [16, 12],
      [19, 42],
    ],
  },
];

const FLAT = { 'line-cap': 'butt', 'line-join': 'round' } as const;
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const;

/** The width of a rank; a slip road is narrower than the road it leads to. */
function width(rank: Rank, more = 0): ReturnType<typeof grow> {
  const slips = rank.id === 'motorway' || rank.id === 'major';
  return grow(
    ...rank.width.map(([zoom, px]): Stop => {
      if (!slips) return [zoom, px + more];
      return [zoom, ['case', yes('link'), px * 0.55 + more, px + more]];
    }),
  );
}

/** Tunnels are few: one layer serves all ranks. */
const TUNNEL_WIDTH = (more: number): ReturnType<typeof grow> => {
  const at = (
    motorway: number,
    major: number,
    mid: number,
    rest: number,
  ): ExpressionSpecification => [
    'match',
    ['get', 'class'],
    'motorway',
    motorway + more,
    ['trunk', 'primary'],
    major + more,
    ['secondary', 'tertiary'],
    mid + more,
    rest + more,
  ];
  return grow(
    [12, at(3.4, 2.8, 1.6, 0.8)],
    [14, at(6, 5.5, 4, 2.2)],
    [16, at(12, 11, 9, 5)],
    [19, at(42, 40, 34, 22)],
  );
};

export function roads(look: Look): BaseLayer[] {
  const { colours: c } = look;
  const colour: Record<Rank['id'], [surface: string, casing: string]> = {
    service: [c.road, c.roadCase],
    minor: [c.road, c.roadCase],
    mid: [c.mid, c.midCase],
    major: [c.major, c.majorCase],
    motorway: [c.motorway, c.motorwayCase],
  };
  const surface = (kind: Kind, rank: Rank): BaseLayer =>
    line(`${kind}-${rank.id}`, 'road', {
      minzoom: rank.from,
      filter: where(kind, rank),
      layout: kind === 'road' ? ROUND : FLAT,
      paint: { 'line-color': colour[rank.id][0], 'line-width': width(rank) },
    });
  const casing = (kind: Kind, rank: Rank): BaseLayer =>
    line(`${kind}-${rank.id}-case`, 'road', {
      minzoom: kind === 'road' ? rank.casedFrom : Math.max(13, rank.casedFrom),
      filter: where(kind, rank),
      layout: FLAT,
      paint: {
        'line-color': colour[rank.id][1],
        'line-width': width(rank, kind === 'road' ? 1.6 : 2.6),
      },
    });
  const tunnels = RANKS.flatMap((r) => (r.id === 'service' ? [] : r.classes));
  const through: FilterSpecification = ['all', classes(...tunnels), yes('tunnel')];
  const carried = RANKS.filter((r) => r.id !== 'service');
  return [
    line('tunnel-case', 'road', {
      minzoom: 12,
      filter: through,
      layout: FLAT,
      paint: {
        'line-color': c.majorCase,
        'line-width': TUNNEL_WIDTH(1.6),
        'line-dasharray': [2, 1.5],
        'line-opacity': 0.6,
      },
    }),
    line('tunnel', 'road', {
      minzoom: 10,
      filter: through,
      layout: FLAT,
      paint: { 'line-color': c.tunnel, 'line-width': TUNNEL_WIDTH(0) },
    }),
    ...paths(look),
    ...RANKS.map((r) => casing('road', r)),
    ...RANKS.map((r) => surface('road', r)),
    ...carried.map((r) => casing('bridge', r)),
    ...carried.map((r) => surface('bridge', r)),
  ];
}

type Kind = 'road' | 'bridge';

/** Service roads are drawn on the ground wherever they are. */
function where(kind: Kind, rank: Rank): FilterSpecification {
  const these = classes(...rank.classes);
  if (rank.id === 'service') return these;
  const level = kind === 'bridge' ? [yes('bridge')] : [not('tunnel'), not('bridge')];
  return ['all', these, ...level];
}
