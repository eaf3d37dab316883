// datum.ts: the one door between WGS-84, in which everything is kept, and the
// datum of the map that is drawn. Maps published in China are shifted: Amap and
// Tencent tiles are GCJ-02, Baidu's BD-09. What is laid over such a map is
// shifted on its way to the screen, and a click on its way back, nowhere else.
//
// The formulas are those of geo/shift.go on the server (eviltransform,
// coordtransform), with the same iterated way back.
import type { CoordSys, Position } from '../api/types';

export type LngLat = [lng: number, lat: number];

export interface Datum {
  readonly name: CoordSys;
  /** A place as the map has it. */
  toMap(p: Position): LngLat;
  /** A point of the map as everybody else has it. */
  fromMap(lng: number, lat: number): Position;
}

/**
 * The datum of a map. BD-09 is understood for tiles in the usual Web Mercator
 * grid only: Baidu's own tile service numbers its tiles on a projection of its
 * own, which MapLibre does not draw.
 */
export function datum(name: CoordSys): Datum {
  if (name === 'wgs84') return WGS84;
  const shift = name === 'bd09' ? (p: LngLat) => gcj02ToBD09(wgs84ToGCJ02(p)) : wgs84ToGCJ02;
  return {
    name,
    toMap: ({ lng, lat }) => (inChina([lng, lat]) ? shift([lng, lat]) : [lng, lat]),
    fromMap: (lng, lat) => {
      if (!inChina([lng, lat])) return { lng, lat };
      const gcj: LngLat = name === 'bd09' ? invert(gcj02ToBD09, [lng, lat]) : [lng, lat];
      return place(invert(wgs84ToGCJ02, gcj));
    },
  };
}

const place = ([lng, lat]: LngLat): Position => ({ lng, lat });

export const WGS84: Datum = {
  name: 'wgs84',
  toMap: (p) => [p.lng, p.lat],
  fromMap: (lng, lat) => ({ lng, lat }),
};

/** The ellipsoid of Krasovsky 1940: semi-major axis in meters, eccentricity squared. */
const A = 6_378_245;
const EE = 0.006_693_421_622_965_943;

const { PI, abs, sin, cos, sqrt } = Math;

/** The rough test of the published algorithm: a box, not a border. */
const inChina = ([lng, lat]: LngLat): boolean =>
  lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

export function wgs84ToGCJ02([lng, lat]: LngLat): LngLat {
  const x = lng - 105;
  const y = lat - 35;
  const root = sqrt(abs(x));
  const waves = 20 * sin(6 * PI * x) + 20 * sin(2 * PI * x);
  const along = (v: number, long: number, longest: number): number =>
    20 * sin(PI * v) +
    40 * sin((PI * v) / 3) +
    long * sin((PI * v) / 12) +
    longest * sin((PI * v) / 30);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ((waves + along(x, 150, 300)) * 2) / 3;
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ((waves + along(y, 160, 320)) * 2) / 3;

  // From meters to degrees, on the ellipsoid.
  const rad = PI / 180;
  const magic = 1 - EE * sin(lat * rad) ** 2;
  const perLat = ((A * (1 - EE)) / (magic * sqrt(magic))) * rad;
  const perLng = (A / sqrt(magic)) * cos(lat * rad) * rad;
  return [lng + east / perLng, lat + north / perLat];
}

export function gcj02ToBD09([lng, lat]: LngLat): LngLat {
  const k = (PI * 3000) / 180;
  const z = Math.hypot(lng, lat) + 0.000_02 * sin(lat * k);
  const theta = Math.atan2(lat, lng) + 0.000_003 * cos(lng * k);
  return [z * cos(theta) + 0.0065, z * sin(theta) + 0.006];
}

/**
 * The point that a shift moves to the target. Each step makes the error about
 * a hundred times smaller; it ends below a tenth of a millimeter, or after ten.
 */
export function invert(shift: (p: LngLat) => LngLat, target: LngLat): LngLat {
  const enough = 1e-9; // degrees
  const p: LngLat = [target[0], target[1]];
  for (let i = 0; i < 10; i++) {
    const s = shift(p);
    const dx = target[0] - s[0];
    const dy = target[1] - s[1];
    p[0] += dx;
    p[1] += dy;
    if (abs(dx) < enough && abs(dy) < enough) break;
  }
  return p;
}
