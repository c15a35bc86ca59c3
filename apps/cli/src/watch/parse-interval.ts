import { InvalidArgumentError } from 'commander';

/** Seconds in a unit. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** Shorter would only load the Git host; longer would leave a region waiting. */
const [SHORTEST, LONGEST] = [1, 3_600];

/** Reads a span such as `30s` or `5m`, in seconds. @throws InvalidArgumentError */
export function parseInterval(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? 0);
  if (!(seconds >= SHORTEST && seconds <= LONGEST))
    throw new InvalidArgumentError('Write a span from 1s to 1h, such as 30s or 5m.');
  return seconds;
}
