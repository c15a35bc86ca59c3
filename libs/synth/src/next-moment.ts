import type { ConfigParser } from '@atoll/region-config';
import { LONGEST_SESSION_HOURS } from '@atoll/region-model';
import type { ConfigText } from './load-organization.ts';

/** Folders whose files bound something by time, below `regions/<name>/`. */
const TIMED = /^regions\/[^/]+\/(access|freezes)\//;

/** Milliseconds in an hour. */
const HOUR = 3_600_000;

/**
 * Gives the next instant at which a grant or a freeze begins or ends, so that the fleet renders or publishes otherwise.
 *
 * A broken file says nothing: its region keeps its last rendering until somebody mends it.
 *
 * @param files any of the config repository; others than grants and freezes are passed over
 */
export function nextMoment(parser: ConfigParser, files: readonly ConfigText[], at: Date): Date | undefined {
  const moments = files
    .flatMap((file) => listMoments(parser, file))
    .filter((moment) => moment > at.getTime());
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}

function listMoments(parser: ConfigParser, { path, text }: ConfigText): readonly number[] {
  const folder = TIMED.exec(path)?.[1];
  if (folder === undefined) return [];
  const parsed = folder === 'access' ? parser.parseAccessGrant(path, text) : parser.parseFreeze(path, text);
  if ('problems' in parsed) return [];
  const { from, until } = parsed.value.config.spec;
  const end = Date.parse(until);
  return [Date.parse(from), end, ...(folder === 'access' ? [end + LONGEST_SESSION_HOURS * HOUR] : [])];
}
