// volunteers.ts: everybody's whereabouts, one point each, drawn straight from
// one array by the graphics card: eleven thousand cost no more than ten.
// A full disc is a live position, a ring the usual place.
import {
  type CustomLayerInterface,
  type CustomRenderMethodInput,
  type Map as MapLibre,
  MercatorCoordinate,
} from 'maplibre-gl';
import type { Position } from '../api/types';
import { type Datum, WGS84 } from './datum';
import type { Palette } from './palette';
import { type Layer, type Scene, slot } from './scene';

/** What the layer reads: x, y less the origin in Web Mercator, and the kind. */
export interface PointSource {
  readonly data: Float32Array;
  readonly count: number;
  readonly origin: readonly [number, number];
  readonly stride: number;
  place(i: number): Position;
}

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform float u_size;
in vec2 a_pos;
in float a_live;
out float v_live;
void main() {
  gl_Position = u_matrix * vec4(a_pos, 0.0, 1.0);
  gl_PointSize = u_size;
  v_live = a_live;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_live;
uniform vec4 u_home;
uniform float u_size;
in float v_live;
out vec4 color;
void main() {
  float r = length(gl_PointCoord - 0.5) * u_size;
  float outer = u_size * 0.5 - 0.5;
  float a = 1.0 - smoothstep(outer - 0.7, outer + 0.5, r);
  if (v_live < 0.5) a *= smoothstep(outer - 2.4, outer - 1.2, r);
  vec4 c = v_live < 0.5 ? u_home : u_live;
  a *= c.a;
  color = vec4(c.rgb * a, a);
}`;

export class VolunteersLayer implements Layer, CustomLayerInterface {
  readonly id = 'volunteers';
  readonly type = 'custom';
  readonly renderingMode = '2d';
  #program: WebGLProgram | undefined;
  #buffer: WebGLBuffer | undefined;
  #array: WebGLVertexArrayObject | undefined;
  #palette: Palette | undefined;
  #map: MapLibre | undefined;
  #stale = true;
  #focus = 1;
  #datum: Datum = WGS84;
  #shifted = new Float32Array(0);

  constructor(private readonly points: PointSource) {}

  add(map: MapLibre, palette: Palette): void {
    this.#palette = palette;
    this.#map = map;
    map.addLayer(this, slot('volunteers'));
  }

  paint(map: MapLibre, palette: Palette): void {
    this.#palette = palette;
    map.triggerRepaint();
  }

  /** Everybody steps back while one place is looked at. Moves come by moved(). */
  draw(map: MapLibre, scene: Scene): void {
    if (scene.datum !== this.#datum) {
      this.#datum = scene.datum;
      this.moved();
    }
    const focus = scene.selected || scene.pin ? 0.5 : 1;
    if (focus === this.#focus) return;
    this.#focus = focus;
    map.triggerRepaint();
  }

  /** The array has changed; it is handed over at the next frame. */
  moved(): void {
    this.#stale = true;
    this.#map?.triggerRepaint();
  }

  onAdd(_map: MapLibre, gl: WebGL2RenderingContext): void {
    this.#program = link(gl);
    this.#buffer = gl.createBuffer();
    this.#array = gl.createVertexArray();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    const bytes = this.points.stride * 4;
    const pos = gl.getAttribLocation(this.#program, 'a_pos');
    const live = gl.getAttribLocation(this.#program, 'a_live');
    gl.enableVertexAttribArray(pos);
    gl.vertexAttribPointer(pos, 2, gl.FLOAT, false, bytes, 0);
    gl.enableVertexAttribArray(live);
    gl.vertexAttribPointer(live, 1, gl.FLOAT, false, bytes, 8);
    gl.bindVertexArray(null);
    this.#stale = true;
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    gl.deleteProgram(this.#program ?? null);
    gl.deleteBuffer(this.#buffer ?? null);
    gl.deleteVertexArray(this.#array ?? null);
  }

  render(gl: WebGL2RenderingContext | WebGLRenderingContext, input: CustomRenderMethodInput): void {
    const { count, origin } = this.points;
    if (!this.#program || !this.#palette || count === 0 || !('bindVertexArray' in gl)) return;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array ?? null);
    if (this.#stale) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer ?? null);
      gl.bufferData(gl.ARRAY_BUFFER, this.#drawn(), gl.DYNAMIC_DRAW);
      this.#stale = false;
    }
    const at = (name: string) => gl.getUniformLocation(this.#program ?? {}, name);
    const ratio = this.#map?.getPixelRatio() ?? 1;
    const zoom = this.#map?.getZoom() ?? 12;
    // Far out the points are many and small, and must not outshine the incidents.
    const size = Math.min(10, Math.max(3.2, 3.2 + (zoom - 10) * 1.1)) * ratio;
    const dim = Math.min(1, Math.max(0.42, (zoom - 8.5) / 5)) * this.#focus;
    const matrix = moved(input.defaultProjectionData.mainMatrix, origin);
    gl.uniformMatrix4fv(at('u_matrix'), false, matrix);
    gl.uniform1f(at('u_size'), size);
    gl.uniform4fv(at('u_live'), dimmed(this.#palette.live, dim));
    gl.uniform4fv(at('u_home'), dimmed(this.#palette.home, dim));
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArrays(gl.POINTS, 0, count);
    gl.bindVertexArray(null);
  }

  /** The array as it is, or moved point by point onto a map of another datum. */
  #drawn(): Float32Array {
    const { count, data, origin, stride } = this.points;
    if (this.#datum.name === 'wgs84') return data.subarray(0, count * stride);
    if (this.#shifted.length < data.length) this.#shifted = new Float32Array(data.length);
    for (let i = 0; i < count; i++) {
      const at = MercatorCoordinate.fromLngLat(this.#datum.toMap(this.points.place(i)));
      this.#shifted[i * stride] = at.x - origin[0];
      this.#shifted[i * stride + 1] = at.y - origin[1];
      this.#shifted[i * stride + 2] = data[i * stride + 2] ?? 0;
    }
    return this.#shifted.subarray(0, count * stride);
  }
}

type Color = readonly [number, number, number, number];

const dimmed = ([r, g, b, a]: Color, by: number): number[] => [r, g, b, a * by];

/** The matrix times a translation, worked out in 64 bits before it is cut to 32. */
export function moved(m: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const out = Float32Array.from(m);
  for (let i = 0; i < 4; i++) {
    out[12 + i] = (m[i] ?? 0) * x + (m[4 + i] ?? 0) * y + (m[12 + i] ?? 0);
  }
  return out;
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('the graphics card refuses a shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`volunteers layer: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}
