import { InvalidArgumentError } from 'commander';

/** Milliseconds of each unit. */
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Gives the milliseconds of `90m`, `2h` or `3d`, for options that take a span.
 *
 * @throws InvalidArgumentError for anything else
 */
export function parseDuration(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? 0);
  if (milliseconds === 0) throw new InvalidArgumentError('Write a span such as 90m, 2h or 3d.');
  return milliseconds;
}
