// address.test.ts: nothing is offered that was typed already, and coordinates of
// another system are noticed where an address proves it.
import { describe, expect, it } from 'vitest';
import type { FoundPlace, Position } from '../api/types';
import { datum } from '../map/datum';
import { adds, mixup } from './address';

describe('a found name', () => {
  it('is offered when it says more than what was typed', () => {
    expect(adds('tianfu', 'Tianfu Square')).toBe(true);
    expect(adds('天府', '天府广场')).toBe(true);
    expect(adds('', '天府广场')).toBe(true);
  });

  it('is not offered when it is there already, however it is written', () => {
    expect(adds('天府广场地铁站 B 口，地面大厅', '天府广场')).toBe(false);
    expect(adds('rodney square, 10th & Market', 'Rodney Square')).toBe(false);
    expect(adds('１０ Main St.', '10 main st')).toBe(false);
    expect(adds('x', '')).toBe(false);
  });
});

describe('coordinates of another system', () => {
  const square: Position = { lng: 104.0637, lat: 30.6586 };
  const found = (position: Position, kind: FoundPlace['kind'] = 'poi'): FoundPlace => ({
    kind,
    name: '天府广场',
    context: '',
    position,
    distance_m: 0,
  });
  const as = (system: 'gcj02' | 'bd09'): Position => {
    const [lng, lat] = datum(system).toMap(square);
    return { lng, lat };
  };

  it('are told by the place of the address', () => {
    for (const system of ['gcj02', 'bd09'] as const) {
      const m = mixup(as(system), [found({ lng: 104.2, lat: 30.7 }), found(square)]);
      expect(m?.system).toBe(system);
      expect(m?.nearM).toBeLessThan(1);
      expect(m?.farM).toBeGreaterThan(300);
      expect(m?.at.lng).toBeCloseTo(square.lng, 6);
    }
  });

  it('are not suspected when they are right, or nothing proves it', () => {
    expect(mixup(square, [found(square)])).toBeUndefined();
    expect(mixup(as('gcj02'), [])).toBeUndefined();
    expect(mixup(as('gcj02'), [found(square, 'street')])).toBeUndefined();
    expect(mixup({ lng: 104.5, lat: 30.9 }, [found(square)])).toBeUndefined();
  });

  it('are not suspected outside China, where the systems are one', () => {
    const wilmington = { lng: -75.5466, lat: 39.7459 };
    expect(mixup({ lng: -75.55, lat: 39.7459 }, [found(wilmington)])).toBeUndefined();
  });
});
