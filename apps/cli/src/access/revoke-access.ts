import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renderProblem } from '@atoll/core';
import { editFields, nearestName, renderInstant } from '@atoll/region-config';
import { replaceFile } from '../observe/replace-file.ts';
import { AccessError } from './access-error.ts';
import { type GrantEntry, type ParsedGrant, toGrantEntry } from './grant-entry.ts';
import { createGrantParser, readGrants } from './read-grants.ts';

/** Milliseconds in a second. */
const SECOND = 1000;

/** Which grant ends, and when. */
export interface RevokeRequest {
  readonly root: string;
  readonly region: string;
  readonly id: string;
  readonly at: Date;
}

/** A grant that was ended, or never began. */
export interface RevokedAccess {
  /** `ended`: it ends now, its file stays as a record; `deleted`: it had not begun, and Git keeps the record. */
  readonly outcome: 'ended' | 'deleted';
  /** As it is now; a deleted one as it was. */
  readonly grant: GrantEntry;
}

/**
 * Ends a grant: a live one ends now, one that has not begun is deleted.
 *
 * @throws AccessError ERR_ACCESS_UNKNOWN for a grant that there is not, ERR_ACCESS_OVER for one that is over, ERR_ACCESS_BROKEN when its file cannot be read
 * @throws UnknownRegionError ERR_REGION_UNKNOWN
 */
export async function revokeAccess({ root, region, id, at }: RevokeRequest): Promise<RevokedAccess> {
  const grant = await findGrant(root, region, id);
  const entry = toGrantEntry(grant, at);
  const path = join(root, grant.file);
  if (entry.state === 'past')
    throw new AccessError('ERR_ACCESS_OVER', `${grant.file}: the grant is over since ${entry.until}.`);
  if (entry.state === 'coming') {
    await rm(path);
    return { outcome: 'deleted', grant: entry };
  }
  // A span is never empty: what ends in the second in which it begins ends with that second.
  const end = new Date(Math.max(at.getTime(), Date.parse(entry.from) + SECOND));
  const text = editFields(grant.text, [{ path: 'spec.until', value: renderInstant(end) }]);
  const parsed = createGrantParser()(grant.file, text);
  if ('problems' in parsed)
    throw new AccessError('ERR_ACCESS_BROKEN', parsed.problems.map(renderProblem).join('\n'));
  await replaceFile(path, text);
  return { outcome: 'ended', grant: toGrantEntry(parsed.value, at) };
}

async function findGrant(root: string, region: string, id: string): Promise<ParsedGrant> {
  const { grants, problems } = await readGrants(root, [region]);
  const found = grants.find(({ config }) => config.metadata.name === id);
  if (found !== undefined) return found;
  const own = problems.filter(({ file }) => file === `regions/${region}/access/${id}.yaml`);
  if (own.length > 0) throw new AccessError('ERR_ACCESS_BROKEN', own.map(renderProblem).join('\n'));
  const names = grants.map(({ config }) => config.metadata.name);
  const near = nearestName(id, names);
  const remedy = near === undefined ? `see atoll access list ${region}` : `did you mean ${near}?`;
  const message = `Region ${region} has no grant ${JSON.stringify(id)}; ${remedy}`;
  throw new AccessError('ERR_ACCESS_UNKNOWN', message);
}
