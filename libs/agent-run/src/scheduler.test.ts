import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScheduler, type PeriodicTask } from './scheduler.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Zones of the process, and the moments at which their clocks change; Lord Howe's by half an hour. */
const CHANGES = [
  ['UTC', '2026-03-29T01:00:00Z'],
  ['UTC', '2026-10-25T01:00:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
] as const;

/** Start before the change; it lies in the middle of what is looked at. */
const BEFORE_MS = HOUR_MS + 15_000;

describe(createScheduler, () => {
  const zone = process.env['TZ'];
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  interface Stage {
    /** Starts of the task, as RFC 3339. */
    readonly starts: string[];
    readonly errors: unknown[];
    stop(): Promise<void>;
  }

  function start(task: Partial<PeriodicTask> = {}): Stage {
    const [starts, errors]: [string[], unknown[]] = [[], []];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (message: string, fields: unknown) => void errors.push([message, fields]),
    };
    const { run = () => Promise.resolve(), ...rest } = task;
    const scheduler = createScheduler(
      [
        {
          name: 'look',
          cron: '0 * * * * *',
          jitterMs: 0,
          ...rest,
          run() {
            starts.push(new Date().toISOString());
            return run();
          },
        },
      ],
      { log, random: () => 0.5 },
    );
    scheduler.start();
    return { starts, errors, stop: () => scheduler.stop() };
  }

  function listMinutes(from: number, count: number): readonly string[] {
    return Array.from({ length: count }, (_, index) => new Date(from + index * MINUTE_MS).toISOString());
  }

  it.each(CHANGES)(
    'fault 49: runs each minute once while the clocks of %s change at %s',
    async (timeZone, moment) => {
      process.env['TZ'] = timeZone;
      const change = Date.parse(moment);
      vi.setSystemTime(change - BEFORE_MS);
      const offsets = [change - 1, change].map((at) => new Date(at).getTimezoneOffset());
      const { starts, stop } = start();

      await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
      await stop();

      expect(new Set(offsets).size).toBe(timeZone === 'UTC' ? 1 : 2);
      expect(starts).toStrictEqual(listMinutes(change - HOUR_MS, 120));
    },
  );

  it('fault 41: goes on within a minute, and makes up for nothing, when the clock leaps forward', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { starts, stop } = start();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    vi.setSystemTime(Date.parse('2026-03-01T13:01:30Z'));

    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    await stop();

    expect(starts[0]).toBe('2026-03-01T12:01:00.000Z');
    expect(starts.slice(1).length).toBeGreaterThanOrEqual(2);
    expect(starts.slice(1).length).toBeLessThanOrEqual(4);
  });

  it('fault 41: goes on within a minute when the clock is put back', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { starts, stop } = start();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    vi.setSystemTime(Date.parse('2026-03-01T11:01:30Z'));

    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    await stop();

    expect(starts.slice(1).length).toBeGreaterThanOrEqual(2);
  });

  it('fault 49: neither spins nor stands still in the hour that the clocks of the process repeat', async () => {
    process.env['TZ'] = 'Europe/Berlin';
    vi.setSystemTime(Date.parse('2026-10-25T01:00:30Z'));
    const { starts, stop } = start();
    const timers = vi.spyOn(globalThis, 'setTimeout');

    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    await stop();

    expect(starts).toStrictEqual(['2026-10-25T01:01:00.000Z', '2026-10-25T01:02:00.000Z']);
    expect(timers.mock.calls.length).toBeLessThan(20);
    timers.mockRestore();
  });

  it('logs nothing but through its log', async () => {
    const written = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const { stop } = start({ run: () => promise });

    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    resolve();
    await stop();

    expect(written.mock.calls).toStrictEqual([]);
  });

  it('waits up to its jitter, so that a fleet does not come at once', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { starts, stop } = start({ jitterMs: 10_000 });

    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    await stop();

    const lateMs = starts.map((at) => Date.parse(at) % MINUTE_MS);
    expect(starts).toHaveLength(10);
    expect(new Set(lateMs)).toStrictEqual(new Set([5_000]));
  });

  it('does not start a task again that still runs', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const { starts, stop } = start({ run: () => promise });

    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(starts).toHaveLength(1);
    resolve();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    await stop();

    expect(starts).toHaveLength(2);
  });

  it('tells of a failure, and goes on', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { starts, errors, stop } = start({ run: () => Promise.reject(new Error('no')) });

    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    await stop();

    expect(starts).toHaveLength(2);
    expect(errors).toStrictEqual([
      ['a periodic task failed', { task: 'look', code: 'ERR_UNEXPECTED' }],
      ['a periodic task failed', { task: 'look', code: 'ERR_UNEXPECTED' }],
    ]);
  });

  it('is stopped when what runs has ended, and starts nothing more', async () => {
    vi.setSystemTime(Date.parse('2026-03-01T12:00:30Z'));
    const { promise, resolve } = Promise.withResolvers<void>();
    const { starts, stop } = start({ run: () => promise });
    await vi.advanceTimersByTimeAsync(MINUTE_MS);

    let isStopped = false;
    const stopped = stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(isStopped).toBe(false);
    resolve();
    await stopped;

    expect(starts).toHaveLength(1);
  });
});
