import { InvalidArgumentError } from 'commander';
import { parseAt } from '../at-option.ts';
import { parseDuration } from '../access/duration-option.ts';

/** An end: an instant, or a span from now on in milliseconds. */
export type Until = { readonly at: Date } | { readonly spanMs: number };

/** Reads `2h` or `2026-12-01T08:00:00Z`. @throws InvalidArgumentError */
export function parseUntil(text: string): Until {
  try {
    return /^\d{4}-/.test(text) ? { at: parseAt(text) } : { spanMs: parseDuration(text) };
  } catch {
    throw new InvalidArgumentError(
      'Write a span such as 90m, 2h or 3d, or an instant such as 2026-12-01T08:00:00Z.',
    );
  }
}

/** Gives the instant of an end. */
export function toInstant(until: Until, now: Date): Date {
  return 'at' in until ? until.at : new Date(now.getTime() + until.spanMs);
}
