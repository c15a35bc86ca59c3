import { compareText, type Problem } from '@atoll/core';
import { type Environment, type FileChange, type FileHistory, readFileHistory } from '@atoll/deploy-repo';
import { renderInstant } from '@atoll/region-config';
import type { AccessReport, GrantChange, ReportedGrant } from './access-report.ts';
import { createAuditor } from './audit-commands.ts';
import { type GrantEntry, type ParsedGrant, stateAt, toGrantEntry } from './grant-entry.ts';
import { type GrantLife, listLives, type ReadGrant, type Span } from './grant-lives.ts';
import { createGrantParser, readGrants } from './read-grants.ts';

/** Files of grants, for Git. */
const GRANTS = 'regions/*/access/*.yaml';

/** Regions, window and instant of a report. */
export interface ReportRequest {
  readonly root: string;
  /** Empty: all, also those that are configured no more. */
  readonly regions: readonly string[];
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly at: Date;
  readonly environment: Environment;
}

/**
 * Gives who had what, when, why and approved by whom: from the files that stand and from Git's history of those that went.
 *
 * @throws UnknownRegionError ERR_REGION_UNKNOWN
 * @throws DeployRepoError when there is a repository and Git cannot read it
 */
export async function reportAccess(request: ReportRequest): Promise<AccessReport> {
  const { root, regions, from, to, at, environment } = request;
  const standing = await readGrants(root, regions);
  const history = await readFileHistory(root, GRANTS, environment);
  const records = listRecords(standing.grants, history, createReader()).filter(
    ({ grant }) => regions.length === 0 || regions.includes(grant.region),
  );
  const auditOf = createAuditor(root, at);
  const grants: ReportedGrant[] = [];
  for (const record of records.filter((candidate) => isInWindow(candidate, request))) {
    const reported = toReported(record, at);
    grants.push({ ...reported, audit: await auditOf(record.grant, reported.endedAt) });
  }
  return {
    at: renderInstant(at),
    from: from === undefined ? null : renderInstant(from),
    to: to === undefined ? null : renderInstant(to),
    regions,
    history: history === undefined ? 'none' : history.isShallow ? 'shallow' : 'complete',
    grants: grants.sort(compareGrants),
    problems: standing.problems,
    notes: listNotes(history, standing.problems),
  };
}

function createReader(): ReadGrant {
  const parse = createGrantParser();
  return (path, text) => {
    const parsed = parse(path, text);
    return 'value' in parsed ? parsed.value : undefined;
  };
}

/** A grant with all that is known of it. */
interface GrantRecord extends Pick<GrantLife, 'grant' | 'inForce' | 'changes' | 'versions'> {
  readonly isPresent: boolean;
  readonly isCommitted: boolean;
}

function listRecords(
  standing: readonly ParsedGrant[],
  history: FileHistory | undefined,
  read: ReadGrant,
): readonly GrantRecord[] {
  const lives = listLives(history?.changes ?? [], read);
  const byFile = new Map(standing.map((grant) => [grant.file, grant]));
  const open = new Set(lives.filter(({ isDeleted }) => !isDeleted).map(({ file }) => file));
  const fresh = standing.filter(({ file }) => !open.has(file)).map(toFresh);
  return [...lives.map((life) => toRecord(life, byFile.get(life.file))), ...fresh];
}

/** Nobody knows since when a file without a commit is in force, so its own words are taken. */
function toFresh(grant: ParsedGrant): GrantRecord {
  return { grant, inForce: spanOf(grant), changes: [], versions: [], isPresent: true, isCommitted: false };
}

function toRecord(life: GrantLife, standing: ParsedGrant | undefined): GrantRecord {
  const { isDeleted, ...known } = life;
  if (isDeleted) return { ...known, isPresent: false, isCommitted: true };
  const isCommitted = standing?.text === life.changes.at(-1)?.text;
  return { ...known, isPresent: standing !== undefined, isCommitted };
}

function spanOf({ config }: ParsedGrant): Span {
  return { from: Date.parse(config.spec.from), until: Date.parse(config.spec.until) };
}

/** A grant that nobody ever had is looked for where it was meant to be. */
function isInWindow({ grant, inForce }: GrantRecord, { from, to }: ReportRequest): boolean {
  const span = inForce ?? spanOf(grant);
  return (
    (to === undefined || span.from < to.getTime()) && (from === undefined || from.getTime() < span.until)
  );
}

function toReported(record: GrantRecord, at: Date): Omit<ReportedGrant, 'audit'> {
  const { grant, inForce, changes, versions, isPresent, isCommitted } = record;
  const startedAt = inForce === undefined ? null : renderInstant(new Date(inForce.from));
  const endedAt = inForce === undefined ? null : renderInstant(new Date(inForce.until));
  return {
    ...toGrantEntry(grant, at),
    state: startedAt === null || endedAt === null ? 'withdrawn' : stateAt(startedAt, endedAt, at),
    ...{ startedAt, endedAt, isPresent, isCommitted },
    changes: changes.map((change, index) => toChange(change, versions[index])),
  };
}

function toChange(change: FileChange, version: ParsedGrant | undefined): GrantChange {
  const { kind, commit, at, subject, writtenBy, broughtBy } = change;
  return {
    ...{ kind, commit, at, subject },
    writtenBy: `${writtenBy.name} <${writtenBy.email}>`,
    broughtBy: `${broughtBy.name} <${broughtBy.email}>`,
    until: version?.config.spec.until ?? null,
  };
}

function compareGrants(a: GrantEntryLike, b: GrantEntryLike): number {
  return compareText(a.from, b.from) || compareText(a.region, b.region) || compareText(a.id, b.id);
}

type GrantEntryLike = Pick<GrantEntry, 'from' | 'region' | 'id'>;

function listNotes(history: FileHistory | undefined, problems: readonly Problem[]): readonly string[] {
  const shallow =
    'This clone is shallow: older changes are unknown. Fetch all of it (git fetch --unshallow).';
  const none =
    'There is no Git repository here: grants that were deleted, and who wrote any of them, are unknown.';
  return [
    'Git knows who was let in, not what was done: that is in the audit log of the cloud, which the commands of each grant ask.',
    'A commit counts from its own time; when it reached the cloud, the deploy repository and Flux know.',
    ...(history === undefined ? [none] : history.isShallow ? [shallow] : []),
    ...(problems.length > 0 ? ['Files of grants are broken; what they grant is missing here.'] : []),
  ];
}
