import { compareProblems, type Problem } from '@atoll/core';
import {
  type AccessGrantConfig,
  type ConfigParser,
  nearestName,
  operatorRoles,
  type Parsed,
  type ParsedConfig,
  type RegionConfig,
} from '@atoll/region-config';
import {
  type AccessGrantSpan,
  type GrantRecord,
  grantsAt,
  type GrantWindow,
  grantWindowAt,
  settleGrants,
} from '@atoll/region-model';
import type { ConfigText } from './load-organization.ts';

/** The grants of a region's folder `access`, and the instant at which they are looked at. */
export interface AccessTexts {
  readonly files: readonly ConfigText[];
  readonly at: Date;
  /** The grants that stand published: what the cloud lets in, whatever files say now. Absent: none. */
  readonly published?: readonly GrantRecord[] | undefined;
  /** The same as files, for whoever compares two versions of the folder; a broken one tells nothing. */
  readonly publishedFiles?: readonly ConfigText[] | undefined;
}

/** A grant and the way back into its file. */
export interface PlacedGrant {
  readonly file: string;
  readonly record: GrantRecord;
  readonly locate: ParsedConfig<AccessGrantConfig>['locate'];
}

/** The grants of a region, reduced to what an instant leaves of them. */
export interface LoadedGrants {
  readonly spans: readonly AccessGrantSpan[];
  /** Instants between which the spans are the same. */
  readonly window: GrantWindow;
  /** Every grant, also those that are over, by id. */
  readonly placed: ReadonlyMap<string, PlacedGrant>;
}

/** What grants are checked against. */
export interface GrantRules {
  readonly parser: ConfigParser;
  readonly region: RegionConfig;
  /** Names of all clouds. */
  readonly clouds: readonly string[];
}

/** Gives the grants of a region at an instant, or everything that is wrong with their files. */
export function loadGrants(access: AccessTexts | undefined, rules: GrantRules): Parsed<LoadedGrants> {
  if (access === undefined) return { value: { spans: [], window: {}, placed: new Map() } };
  const problems: Problem[] = [];
  const placed = new Map<string, PlacedGrant>();
  for (const file of access.files) {
    const parsed = rules.parser.parseAccessGrant(file.path, file.text);
    const found =
      'problems' in parsed
        ? parsed.problems
        : checkGrant(file.path, parsed.value, { ...rules, at: access.at });
    problems.push(...found);
    if ('value' in parsed)
      placed.set(parsed.value.config.metadata.name, toPlaced(file.path, parsed.value, rules));
  }
  if (problems.length > 0) return { problems: problems.sort(compareProblems) };
  const { at } = access;
  const records = settleGrants(
    [...placed.values()].map(({ record }) => record),
    listPublished(access, rules),
    at,
  );
  return { value: { spans: grantsAt(records, at), window: grantWindowAt(records, at), placed } };
}

function listPublished(
  { published = [], publishedFiles = [] }: AccessTexts,
  rules: GrantRules,
): readonly GrantRecord[] {
  const parsed = publishedFiles.flatMap(({ path, text }) => {
    const grant = rules.parser.parseAccessGrant(path, text);
    return 'value' in grant ? [toPlaced(path, grant.value, rules).record] : [];
  });
  return [...published, ...parsed];
}

/** Gives the names of the roles that a grant of the region may name. */
export function listGrantableRoles({ spec }: RegionConfig): readonly string[] {
  return [...operatorRoles, ...(spec.access.roles ?? []).map(({ name }) => name)];
}

function toPlaced(
  file: string,
  { config, blocks, locate }: ParsedConfig<AccessGrantConfig>,
  rules: GrantRules,
): PlacedGrant {
  const { subject, ...spec } = config.spec;
  const record = {
    id: config.metadata.name,
    ...spec,
    person: subject.person,
    subject: blocks[rules.region.spec.cloud],
  };
  return { file, record, locate };
}

function checkGrant(
  file: string,
  grant: ParsedConfig<AccessGrantConfig>,
  rules: GrantRules & { readonly at: Date },
): readonly Problem[] {
  return [...checkRole(grant.config, rules), ...checkSubject(grant, rules)].map(
    ({ path, code, message }) => ({
      file,
      ...grant.locate(path),
      path,
      code,
      message,
    }),
  );
}

type Broken = Pick<Problem, 'path' | 'code' | 'message'>;

/** A grant that is over is a record: its role may have gone since. */
function checkRole(
  { spec }: AccessGrantConfig,
  { region, at }: GrantRules & { readonly at: Date },
): readonly Broken[] {
  const known = listGrantableRoles(region);
  if (known.includes(spec.role) || Date.parse(spec.until) <= at.getTime()) return [];
  const near = nearestName(spec.role, known);
  const remedy = near === undefined ? `; it has ${known.join(', ')}` : `; did you mean "${near}"?`;
  const message = `region ${region.metadata.name} has no role "${spec.role}"${remedy}`;
  return [{ path: 'spec.role', code: 'ERR_CONFIG_GRANT_ROLE', message }];
}

function checkSubject(
  { blocks }: ParsedConfig<AccessGrantConfig>,
  { region, clouds }: GrantRules,
): readonly Broken[] {
  const { cloud } = region.spec;
  const foreign = clouds.filter((other) => other !== cloud && blocks[other] !== undefined);
  const problems = foreign.map((other) => ({
    path: `spec.subject.${other}`,
    code: 'ERR_CONFIG_OTHER_CLOUD',
    message: `"${other}" is a field of another cloud; region ${region.metadata.name} runs in ${cloud}, so remove it`,
  }));
  if (blocks[cloud] !== undefined) return problems;
  const message = `is required and missing; region ${region.metadata.name} runs in ${cloud}, which has to know who the grant is for`;
  return [...problems, { path: `spec.subject.${cloud}`, code: 'ERR_CONFIG_MISSING_FIELD', message }];
}
