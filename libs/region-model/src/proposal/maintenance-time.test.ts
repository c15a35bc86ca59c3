import { describe, expect, it } from 'vitest';
import { maintenanceAt } from './maintenance-time.ts';

const SUNDAY = { day: 'sun', start: '03:00', minutes: 60 } as const;
const OVER_MIDNIGHT = { day: 'sat', start: '23:30', minutes: 90 } as const;

describe('maintenanceAt', () => {
  it.each([
    [SUNDAY, '2026-11-21T12:00:00Z', false, '2026-11-22T03:00:00Z'],
    [SUNDAY, '2026-11-22T02:59:59Z', false, '2026-11-22T03:00:00Z'],
    [SUNDAY, '2026-11-22T03:00:00Z', true, '2026-11-22T03:00:00Z'],
    [SUNDAY, '2026-11-22T03:59:59Z', true, '2026-11-22T03:00:00Z'],
    [SUNDAY, '2026-11-22T04:00:00Z', false, '2026-11-29T03:00:00Z'],
    [OVER_MIDNIGHT, '2026-11-22T00:59:59Z', true, '2026-11-21T23:30:00Z'],
    [OVER_MIDNIGHT, '2026-11-22T01:00:00Z', false, '2026-11-28T23:30:00Z'],
    [SUNDAY, '2026-12-31T23:00:00Z', false, '2027-01-03T03:00:00Z'],
  ])('finds the window %o at %s', (window, at, isOpen, from) => {
    const found = maintenanceAt(window, new Date(at));

    expect(found.isOpen).toBe(isOpen);
    expect(found.from).toStrictEqual(new Date(from));
    expect(found.until.getTime() - found.from.getTime()).toBe(window.minutes * 60_000);
  });
});
