import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import { configApiVersion, renderInstant } from '@atoll/region-config';
import type { Region } from '@atoll/region-model';
import { stringify } from 'yaml';
import { loadRegion } from '../load-region.ts';
import { AccessError } from './access-error.ts';
import { createFile } from './create-file.ts';
import { type GrantEntry, toGrantEntry } from './grant-entry.ts';
import { createGrantParser } from './read-grants.ts';

/** Longest name that is made of a ticket; a number may follow. */
const MAX_SLUG = 40;

/** What somebody asks for. */
export interface GrantRequest {
  readonly root: string;
  readonly region: string;
  /** Absent: made of the ticket. */
  readonly id: string | undefined;
  readonly role: string;
  readonly person: string;
  /** Who it is for in the region's cloud, such as an ARN. */
  readonly subject: string;
  readonly from: Date;
  readonly until: Date;
  readonly reason: string;
  readonly ticket: string;
  readonly approvers: readonly string[];
  readonly at: Date;
}

/** A grant whose file was written. */
export interface GrantedAccess {
  readonly grant: GrantEntry;
  /** Command with which the subject takes up the role while the grant is live. */
  readonly entry: string;
}

/** What became of a request. */
export type GrantOutcome =
  | GrantedAccess
  /** Nothing was written: the request breaks a rule. */
  | { readonly refused: readonly Problem[] }
  /** Nothing was written: other files of the region are broken. */
  | { readonly problems: readonly Problem[] };

/**
 * Writes the file of a grant, after the whole region was checked with it.
 *
 * @throws AccessError ERR_ACCESS_EXISTS when there is a grant of this name
 * @throws UnknownRegionError ERR_REGION_UNKNOWN
 */
export async function grantAccess(request: GrantRequest): Promise<GrantOutcome> {
  const { root, at } = request;
  const before = await loadRegion(root, request.region, { at });
  if ('problems' in before) return before;
  const { cloud } = before.value;
  const id = request.id ?? nameAfter(request);
  const file = `regions/${request.region}/access/${id}.yaml`;
  if (existsSync(join(root, file))) throw new AccessError('ERR_ACCESS_EXISTS', describeExisting(file));
  const draft = { path: file, text: renderGrant(request, id, cloud) };
  const loaded = await loadRegion(root, request.region, { at, draft });
  const refused = 'problems' in loaded ? loaded.problems : checkOver(request, file);
  if (refused.length > 0 || 'problems' in loaded) return { refused };
  if (!(await createFile(join(root, file), draft.text)))
    throw new AccessError('ERR_ACCESS_EXISTS', describeExisting(file));
  return toGranted(draft, { cloud, region: loaded.value.region, at });
}

function describeExisting(file: string): string {
  return `${file} exists already; give the new grant a name of its own (--id), or revoke that one.`;
}

/** Gives `inc-42` for `INC-42`, with a number behind it where that is taken: a record is never overwritten. */
function nameAfter({ root, region, ticket }: GrantRequest): string {
  const last = ticket.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const words = last
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  const slug = /^[a-z]..*$/.test(words) ? words : `grant-${words}`.replace(/-$/, '');
  const isTaken = (id: string) => existsSync(join(root, `regions/${region}/access/${id}.yaml`));
  let id = slug;
  for (let number = 2; isTaken(id); number += 1) id = `${slug}-${number}`;
  return id;
}

function renderGrant(request: GrantRequest, id: string, cloud: Cloud): string {
  const { role, person, subject, from, until, reason, ticket, approvers } = request;
  const content = {
    apiVersion: configApiVersion,
    kind: 'AccessGrant',
    metadata: { name: id },
    spec: {
      role,
      subject: { person, [cloud.name]: { [subjectFieldOf(cloud)]: subject } },
      from: renderInstant(from),
      until: renderInstant(until),
      reason,
      ticket,
      approvers,
    },
  };
  const schema = '# yaml-language-server: $schema=../../../docs/schemas/access-grant.schema.json\n';
  return `${schema}${stringify(content, { lineWidth: 0 })}`;
}

/** What the one required field of the cloud's block is called; a cloud with several needs a file by hand. */
function subjectFieldOf({ name, schemas }: Cloud): string {
  const [field, ...others] = schemas.subject.required ?? [];
  if (field !== undefined && others.length === 0) return field;
  const message = `A grant in ${name} names its subject by several fields; write the file by hand, see atoll explain access-grant.spec.subject.${name}.`;
  throw new AccessError('ERR_ACCESS_SUBJECT', message);
}

/** A grant that is over would give nobody anything, without a word. */
function checkOver({ until, at }: GrantRequest, file: string): readonly Problem[] {
  if (at < until) return [];
  const message = `${renderInstant(until)} is over already, it is ${renderInstant(at)}; grant a span that is to come`;
  return [{ file, line: 0, column: 0, path: 'spec.until', code: 'ERR_CONFIG_SPAN', message }];
}

function toGranted(
  draft: { readonly path: string; readonly text: string },
  { cloud, region, at }: { readonly cloud: Cloud; readonly region: Region; readonly at: Date },
): GrantedAccess {
  const parsed = createGrantParser()(draft.path, draft.text);
  // Sound because the region was loaded with this very text.
  const { value } = parsed as Extract<typeof parsed, { readonly value: unknown }>;
  const span = region.grants.find(({ id }) => id === value.config.metadata.name);
  return {
    grant: toGrantEntry(value, at),
    entry: span === undefined ? '' : cloud.grants.entryOf(span, region),
  };
}
