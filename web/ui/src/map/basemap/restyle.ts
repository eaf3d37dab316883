// restyle.ts: from one look of the map to another without taking anything down:
// only the values that differ are set, so overlays, tiles and camera stay.
import type { LayerSpecification } from 'maplibre-gl';

export interface Change {
  layer: string;
  part: 'paint' | 'layout';
  name: string;
  value: unknown;
}

/** What to set on the layers of `from` to make them those of `to`: same ids, same order. */
export function changes(from: LayerSpecification[], to: LayerSpecification[]): Change[] {
  return to.flatMap((layer, i) => {
    const old = from[i];
    if (old?.id !== layer.id) throw new Error(`the looks differ in their layers: ${layer.id}`);
    return (['paint', 'layout'] as const).flatMap((part) => {
      const was = (old[part] ?? {}) as Record<string, unknown>;
      const is = (layer[part] ?? {}) as Record<string, unknown>;
      return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
        .map((name) => ({ layer: layer.id, part, name, value: is[name] }));
    });
  });
}
