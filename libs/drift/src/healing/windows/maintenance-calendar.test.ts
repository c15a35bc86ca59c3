import type { AgentConfig, WeekWindow } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMaintenanceCalendar } from './maintenance-calendar.ts';
import type { TimeSpan } from './time-span.ts';
import { createZoneClock } from './zone-clock.ts';

const DAY_MS = 86_400_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Apia',
];

function render(span: TimeSpan | undefined): string | undefined {
  return span === undefined
    ? undefined
    : [span.fromMs, span.untilMs].map((at) => new Date(at).toISOString().slice(0, 16)).join(' ');
}

describe('a maintenance calendar', () => {
  it.each<[zone: string, day: WeekWindow['day'], start: string, minutes: number, from: string, span: string]>(
    [
      // no change of clocks
      ['UTC', 'sun', '02:00', 120, '2026-03-28', '2026-03-29T02:00 2026-03-29T04:00'],
      ['UTC', 'sun', '23:30', 60, '2026-12-26', '2026-12-27T23:30 2026-12-28T00:30'],
      ['Europe/Berlin', 'tue', '02:00', 60, '2026-01-01', '2026-01-06T01:00 2026-01-06T02:00'],
      ['Europe/Berlin', 'tue', '02:00', 60, '2026-07-01', '2026-07-07T00:00 2026-07-07T01:00'],
      ['Asia/Kathmandu', 'mon', '00:00', 45, '2026-05-30', '2026-05-31T18:15 2026-05-31T19:00'],
      // Berlin puts the clocks forward at 01:00Z: 02:00 to 03:00 is left out
      ['Europe/Berlin', 'sun', '01:00', 60, '2026-03-28', '2026-03-29T00:00 2026-03-29T01:00'],
      ['Europe/Berlin', 'sun', '01:30', 60, '2026-03-28', '2026-03-29T00:30 2026-03-29T01:00'],
      ['Europe/Berlin', 'sun', '01:30', 120, '2026-03-28', '2026-03-29T00:30 2026-03-29T01:30'],
      ['Europe/Berlin', 'sun', '02:30', 60, '2026-03-28', '2026-03-29T01:00 2026-03-29T01:30'],
      ['Europe/Berlin', 'sun', '03:00', 60, '2026-03-28', '2026-03-29T01:00 2026-03-29T02:00'],
      ['Europe/Berlin', 'sun', '02:00', 60, '2026-03-28', '2026-04-05T00:00 2026-04-05T01:00'],
      ['Europe/Berlin', 'sat', '12:00', 1440, '2026-03-27', '2026-03-28T11:00 2026-03-29T10:00'],
      // and back at 01:00Z: 02:00 to 03:00 comes twice
      ['Europe/Berlin', 'sun', '01:30', 60, '2026-10-24', '2026-10-24T23:30 2026-10-25T00:30'],
      ['Europe/Berlin', 'sun', '01:30', 120, '2026-10-24', '2026-10-24T23:30 2026-10-25T01:30'],
      ['Europe/Berlin', 'sun', '02:00', 60, '2026-10-24', '2026-10-25T01:00 2026-10-25T02:00'],
      ['Europe/Berlin', 'sun', '02:30', 60, '2026-10-24', '2026-10-25T01:30 2026-10-25T02:30'],
      ['Europe/Berlin', 'sat', '12:00', 1440, '2026-10-23', '2026-10-24T10:00 2026-10-25T10:00'],
      // New York: 2026-03-08 07:00Z and 2026-11-01 06:00Z
      ['America/New_York', 'sun', '02:30', 60, '2026-03-07', '2026-03-08T07:00 2026-03-08T07:30'],
      ['America/New_York', 'sun', '01:30', 60, '2026-10-31', '2026-11-01T06:30 2026-11-01T07:30'],
      ['America/New_York', 'sun', '00:30', 60, '2026-10-31', '2026-11-01T04:30 2026-11-01T05:30'],
      // Lord Howe moves by half an hour: 2026-10-03 15:30Z forward, 2026-04-04 15:00Z back
      ['Australia/Lord_Howe', 'sun', '02:00', 60, '2026-10-02', '2026-10-03T15:30 2026-10-03T16:00'],
      ['Australia/Lord_Howe', 'sun', '01:45', 30, '2026-04-03', '2026-04-04T15:15 2026-04-04T15:45'],
      // Havana leaves midnight out: 2026-03-08 05:00Z
      ['America/Havana', 'sun', '00:00', 90, '2026-03-07', '2026-03-08T05:00 2026-03-08T05:30'],
      // Apia left 2011-12-30 out
      ['Pacific/Apia', 'fri', '10:00', 60, '2011-12-25', '2012-01-05T20:00 2012-01-05T21:00'],
    ],
  )('in %s has %s %s for %i minutes after %s at %s', (timeZone, day, start, minutes, from, span) => {
    const calendar = createMaintenanceCalendar({ timeZone, windows: [{ day, start, minutes }] });
    const next = calendar.nextWindow(Date.parse(`${from}T00:00:00Z`));

    expect(render(next)).toBe(span);
    expect(calendar.windowAt(next?.fromMs ?? 0)).toEqual(next);
    expect(calendar.windowAt((next?.untilMs ?? 0) - 1)).toEqual(next);
    expect(calendar.windowAt((next?.fromMs ?? 0) - 1)).toBeUndefined();
    expect(calendar.windowAt(next?.untilMs ?? 0)).toBeUndefined();
  });

  it('joins windows that overlap or meet', () => {
    const calendar = createMaintenanceCalendar({
      timeZone: 'UTC',
      windows: [
        { day: 'tue', start: '01:00', minutes: 60 },
        { day: 'mon', start: '23:00', minutes: 120 },
        { day: 'mon', start: '23:30', minutes: 30 },
      ],
    });

    expect(render(calendar.nextWindow(Date.parse('2026-12-05T00:00:00Z')))).toBe(
      '2026-12-07T23:00 2026-12-08T02:00',
    );
  });

  it('has no next window where one follows the other for ever', () => {
    const windows = DAYS.map((day) => ({ day, start: '00:00', minutes: 1440 }));
    const calendar = createMaintenanceCalendar({ timeZone: 'UTC', windows });

    expect(calendar.nextWindow(Date.parse('2026-12-05T00:00:00Z'))).toBeUndefined();
    expect(calendar.windowAt(Date.parse('2026-12-05T00:00:00Z'))).toBeDefined();
  });

  it('refuses a name that is no time zone', () => {
    expect(() => createMaintenanceCalendar({ timeZone: 'Europe/Atlantis', windows: [] })).toThrow(
      expect.objectContaining({
        code: 'ERR_HEALING_TIME_ZONE',
        message: expect.stringContaining('Europe/Atlantis'),
      }),
    );
  });

  it('never leaves the rule on the wall clock, never lasts longer and never overlaps', () => {
    fc.assert(
      fc.property(anyMaintenance(), anyInstantMs(), (maintenance, instantMs) => {
        const calendar = createMaintenanceCalendar(maintenance);
        const clock = createZoneClock(maintenance.timeZone);
        const spans = [calendar.windowAt(instantMs), calendar.nextWindow(instantMs)];
        for (const span of spans.filter((candidate) => candidate !== undefined)) {
          for (let at = span.fromMs; at < span.untilMs; at += 300_000)
            expect(isInRule(maintenance.windows, clock.localMsAt(at))).toBe(true);
          expect(isInRule(maintenance.windows, clock.localMsAt(span.untilMs - 1))).toBe(true);
        }
        const [here, next] = spans;
        if (here !== undefined && next !== undefined) expect(here.untilMs).toBeLessThan(next.fromMs);
        if (next !== undefined) expect(next.fromMs).toBeGreaterThan(instantMs);
      }),
      { numRuns: 150 },
    );
  });

  it('is open for no longer than the minutes of a window that stands alone', () => {
    fc.assert(
      fc.property(anyWindow(), fc.constantFrom(...ZONES), anyInstantMs(), (window, timeZone, instantMs) => {
        const next = createMaintenanceCalendar({ timeZone, windows: [window] }).nextWindow(instantMs);
        const lengthMs = (next?.untilMs ?? Number.NaN) - (next?.fromMs ?? Number.NaN);
        expect(lengthMs).toBeGreaterThan(0);
        expect(lengthMs).toBeLessThanOrEqual(window.minutes * 60_000);
      }),
      { numRuns: 300 },
    );
  });
});

function isInRule(windows: readonly WeekWindow[], localMs: number): boolean {
  return windows.some(({ day, start, minutes }) => {
    const startOfDay = Number(start.slice(0, 2)) * 3_600_000 + Number(start.slice(3)) * 60_000;
    const todayMs = Math.floor(localMs / DAY_MS) * DAY_MS;
    return [todayMs, todayMs - DAY_MS].some(
      (dateMs) =>
        DAYS[new Date(dateMs).getUTCDay()] === day &&
        localMs >= dateMs + startOfDay &&
        localMs < dateMs + startOfDay + minutes * 60_000,
    );
  });
}

/** Mostly around changes of clocks: Berlin's, New York's, Havana's, Lord Howe's and Chatham's are within these days. */
function anyInstantMs() {
  const changes = [
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-09-27',
    '2026-10-04',
    '2026-10-25',
    '2026-11-01',
  ];
  const nearMs = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * DAY_MS, max: 2 * DAY_MS }))
    .map(([day, offMs]) => Date.parse(`${day}T00:00:00Z`) + offMs);
  const anyMs = fc.integer({
    min: Date.parse('2025-01-01T00:00:00Z'),
    max: Date.parse('2030-01-01T00:00:00Z'),
  });
  return fc.oneof({ arbitrary: nearMs, weight: 4 }, { arbitrary: anyMs, weight: 1 });
}

function anyWindow(): fc.Arbitrary<WeekWindow> {
  return fc.record({
    day: fc.constantFrom(...DAYS),
    start: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    minutes: fc.oneof(fc.integer({ min: 30, max: 240 }), fc.integer({ min: 30, max: 1440 })),
  });
}

function anyMaintenance(): fc.Arbitrary<AgentConfig['maintenance']> {
  return fc.record({
    timeZone: fc.constantFrom(...ZONES),
    windows: fc.array(anyWindow(), { minLength: 1, maxLength: 4 }),
  });
}
