// menu.ts: what opens the menu of a place: a right click, or a long press where
// a finger has no right button (not every browser makes a context menu of it).
import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';

const PRESS_MS = 550;
/** A finger trembles; one that goes farther moves the map. */
const TREMBLE_PX = 10;

export function onMenu(
  map: MapLibre,
  open: (e: Pick<MapMouseEvent, 'lngLat' | 'point'>) => void,
): void {
  let pressed: { timer: number; e: MapTouchEvent } | undefined;
  let openedAt = 0;
  let byFinger = false;

  const lift = (): void => {
    if (pressed) clearTimeout(pressed.timer);
    pressed = undefined;
  };
  const show = (e: Pick<MapMouseEvent, 'lngLat' | 'point'>): void => {
    if (pressed) byFinger = true;
    lift();
    // A browser that makes a context menu of a long press tells both.
    if (performance.now() - openedAt < PRESS_MS) return;
    openedAt = performance.now();
    open(e);
  };

  map.on('contextmenu', (e) => {
    e.preventDefault();
    e.originalEvent.preventDefault();
    show(e);
  });
  map.on('touchstart', (e) => {
    lift();
    byFinger = false;
    if (e.points.length > 1) return;
    pressed = { e, timer: window.setTimeout(() => show(e), PRESS_MS) };
  });
  map.on('touchmove', (e) => {
    if (pressed && e.point.dist(pressed.e.point) > TREMBLE_PX) lift();
  });
  map.on('touchend', (e) => {
    // The finger that opened the menu has not clicked as well.
    if (byFinger) e.originalEvent.preventDefault();
    lift();
  });
  for (const end of ['touchcancel', 'movestart'] as const) map.on(end, lift);
}
