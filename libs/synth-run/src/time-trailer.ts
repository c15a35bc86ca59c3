import type { RunOptions } from './opened-run.ts';

/**
 * Gives the trailer of a run that looks at another instant than now: grants are live, or over, that are not.
 *
 * None otherwise, since the commit has its own time.
 */
export function timeTrailer({
  at,
  isTimeChosen = false,
}: Pick<RunOptions, 'at' | 'isTimeChosen'>): Readonly<Record<string, string>> {
  return isTimeChosen ? { 'Atoll-At': at.toISOString() } : {};
}
