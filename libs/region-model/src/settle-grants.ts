import type { GrantRecord } from './grants-at.ts';

/**
 * Gives the grants as they are to be rendered beside what stands: those whose end comes later than their files say, and those
 * whose files are gone while a session of them may last.
 *
 * A file tells when a grant should have ended. Whether the cloud knew then is told by what was published last: it let
 * sessions in until the end that stood there, or until the publication that is made now.
 *
 * @param published the grants that the last publication rendered, as it rendered them
 * @param at instant of this publication
 */
export function settleGrants(
  records: readonly GrantRecord[],
  published: readonly GrantRecord[],
  at: Date,
): readonly GrantRecord[] {
  const before = new Map(published.map((grant) => [grant.id, grant] as const));
  const known = new Set(records.map(({ id }) => id));
  return [
    ...records.map((grant) => settleKnown(grant, before.get(grant.id), at)),
    ...published.filter(({ id }) => !known.has(id)).flatMap((grant) => settleGone(grant, at)),
  ];
}

function settleKnown(grant: GrantRecord, before: GrantRecord | undefined, at: Date): GrantRecord {
  if (before === undefined || at.getTime() < Date.parse(grant.until)) return grant;
  const ended = before.ended ?? lastEntryOf(before, at);
  return Date.parse(ended) > Date.parse(grant.until) ? { ...grant, ended } : grant;
}

/** One that had not begun let nobody in. */
function settleGone(grant: GrantRecord, at: Date): readonly GrantRecord[] {
  if (at.getTime() < Date.parse(grant.from)) return [];
  return [grant.ended === undefined ? { ...grant, until: lastEntryOf(grant, at) } : grant];
}

/** Gives the first instant at which a standing grant lets nobody in any more. */
function lastEntryOf({ until }: GrantRecord, at: Date): string {
  return at.getTime() < Date.parse(until) ? toInstant(at) : until;
}

/** ISO 8601 in UTC with whole seconds, as the files of grants have it. */
function toInstant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
