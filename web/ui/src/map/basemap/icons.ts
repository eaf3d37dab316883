// icons.ts: the signs of places, drawn once a theme: light strokes on a small
// square tile, so that nobody takes them for people (round) or for incidents.
// Drawings without a comment are Lucide's, ISC licence.
import {
  Baby,
  BookOpen,
  Bus,
  FireExtinguisher,
  GraduationCap,
  type IconNode,
  Landmark,
  Pill,
  Plane,
  Shield,
  Shrink,
  Stethoscope,
  Tent,
  TrainFront,
  TrainFrontTunnel,
  UsersRound,
} from 'lucide';
import type { Map as MapLibre, StyleImageMetadata } from 'maplibre-gl';
import type { BaseColours } from './colours';
import type { EVERYDAY, RESCUE } from './poi';

type Known = (typeof RESCUE)[number] | (typeof EVERYDAY)[number];

const strokes = (...paths: string[]): IconNode => paths.map((d) => ['path', { d }]);

/** The H of hospital signs, the cross of clinics, in Lucide's 24 × 24. */
const H = strokes('M7 4v16', 'M17 4v16', 'M7 12h10');
const CROSS = strokes('M12 4v16', 'M4 12h16');
/** The heart with a bolt, the sign of ISO 7010 for a defibrillator. */
const HEART =
  'M12 21C5 15.5 2 12.2 2 8.3 2 5.2 4.3 3 7.1 3c2 0 3.8 1.1 4.9 3 1.1-1.9 2.9-3 4.9-3C19.7 3 22 5.2 22 8.3c0 3.9-3 7.2-10 12.7z';
const BOLT = 'M13.2 6.5 8.5 12.8h3l-1 4.7 5-6.600h-3.100z';

const DRAWINGS: Record<Exclude<Known, 'aed'>, IconNode> = {
  hospital: H,
  clinic: CROSS,
  fire_station: FireExtinguisher,
  police: Shield,
  assembly_point: Shrink,
  shelter: Tent,
  doctors: Stethoscope,
  pharmacy: Pill,
  school: BookOpen,
  kindergarten: Baby,
  university: GraduationCap,
  station: TrainFront,
  subway_entrance: TrainFrontTunnel,
  bus_station: Bus,
  airport: Plane,
  townhall: Landmark,
  community_centre: UsersRound,
};

const HELPS = new Set<string>([
  'hospital',
  'clinic',
  'fire_station',
  'police',
  'assembly_point',
  'shelter',
]);

/** Pictures are drawn at twice their size, sharp on any screen. */
const RATIO = 2;
const TILE = 18;

type Pen = CanvasRenderingContext2D;

interface Picture {
  width: number;
  height: number;
  draw(pen: Pen): void;
  stretch?: Pick<StyleImageMetadata, 'stretchX' | 'stretchY' | 'content'>;
}

/** Adds the pictures of a theme to the map, or redraws them in its colours. */
export function paintIcons(map: MapLibre, colours: BaseColours): void {
  for (const [id, picture] of Object.entries(pictures(colours))) {
    const image = rendered(picture);
    if (map.hasImage(id)) map.updateImage(id, image);
    else map.addImage(id, image, { pixelRatio: RATIO, ...picture.stretch });
  }
}

function pictures(c: BaseColours): Record<string, Picture> {
  const all: Record<string, Picture> = {
    aed: square(c.rescue, c.halo, (pen) => {
      pen.fillStyle = c.rescueInk;
      pen.fill(new Path2D(HEART));
      pen.fillStyle = c.rescue;
      pen.fill(new Path2D(BOLT));
    }),
    dot: { width: 6, height: 6, draw: (pen) => disc(pen, c.quietText) },
    arrow: { width: 14, height: 8, draw: (pen) => arrow(pen, c.arrow) },
    shield: {
      width: 16,
      height: 16,
      draw: (pen) => box(pen, 16, 3, c.shield, c.shieldEdge),
      stretch: { stretchX: [[10, 22]], stretchY: [[10, 22]], content: [6, 5, 26, 27] },
    },
  };
  for (const [id, node] of Object.entries(DRAWINGS)) {
    const [back, ink] = HELPS.has(id) ? [c.rescue, c.rescueInk] : [c.poi, c.poiInk];
    all[id] = square(back, c.halo, (pen) => stroke(pen, node, ink));
  }
  return all;
}

/** A tile with a drawing of 24 × 24 in it. */
const square = (back: string, rim: string, drawing: (pen: Pen) => void): Picture => ({
  width: TILE,
  height: TILE,
  draw: (pen) => {
    box(pen, TILE, 4.5, back, rim);
    const inset = 3.5;
    pen.translate(inset, inset);
    pen.scale((TILE - 2 * inset) / 24, (TILE - 2 * inset) / 24);
    drawing(pen);
  },
});

function box(pen: Pen, size: number, radius: number, back: string, rim: string): void {
  pen.beginPath();
  pen.roundRect(0.75, 0.75, size - 1.5, size - 1.5, radius);
  pen.fillStyle = back;
  pen.fill();
  pen.strokeStyle = rim;
  pen.lineWidth = 1;
  pen.stroke();
}

function stroke(pen: Pen, node: IconNode, ink: string): void {
  pen.strokeStyle = ink;
  pen.lineWidth = 2.7;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const [tag, attrs] of node) {
    const n = (name: string): number => Number(attrs[name] ?? 0);
    const path = new Path2D(tag === 'path' ? String(attrs.d) : undefined);
    if (tag === 'circle') path.arc(n('cx'), n('cy'), n('r'), 0, 2 * Math.PI);
    if (tag === 'rect') path.roundRect(n('x'), n('y'), n('width'), n('height'), n('rx'));
    if (tag === 'line') {
      path.moveTo(n('x1'), n('y1'));
      path.lineTo(n('x2'), n('y2'));
    }
    pen.stroke(path);
  }
}

function disc(pen: Pen, color: string): void {
  pen.beginPath();
  pen.arc(3, 3, 2, 0, 2 * Math.PI);
  pen.fillStyle = color;
  pen.fill();
}

function arrow(pen: Pen, color: string): void {
  pen.strokeStyle = color;
  pen.lineWidth = 1.3;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.stroke(new Path2D('M1.5 4h10M9 1.5 11.5 4 9 6.5'));
}

function rendered({ width, height, draw }: Picture): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('the browser gives no canvas to draw icons on');
  pen.scale(RATIO, RATIO);
  draw(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
