import type { Cloud, NameClaim, RuleViolation } from '@atoll/cloud';
import { compareProblems, type Problem } from '@atoll/core';
import type { ConfigParser, Parsed, ParsedConfig, ParsedRegion, ObservedConfig } from '@atoll/region-config';
import type { Measure } from '@atoll/manifests';
import { type GrantWindow, type Region, toRegion } from '@atoll/region-model';
import { type AccessTexts, type LoadedGrants, loadGrants } from './load-grants.ts';
import { type FreezesAt, freezesOfRegion, joinWindows } from './freezes-of-region.ts';
import type { ConfigText, LoadedOrganization } from './load-organization.ts';
import type { RegionFacts } from './region-facts.ts';

/** The files of one region. */
export interface RegionTexts {
  readonly name: string;
  readonly region: ConfigText;
  readonly observed: ConfigText | undefined;
  /** Absent: the region has no grants. */
  readonly access?: AccessTexts | undefined;
  /** Freezes of the fleet, which the region's agents are told; absent: there are none. */
  readonly freezes?: FreezesAt | undefined;
}

/** A region that can be rendered. */
export interface LoadedRegion {
  readonly region: Region;
  readonly cloud: Cloud;
  readonly facts: RegionFacts;
  /** Everything that the rendering depends on, parsed and defaulted: plain JSON, from which its digest is made. */
  readonly input: unknown;
  /** Gives the place of a field in region.yaml. */
  readonly locate: ParsedRegion['locate'];
  /** Instants between which the region renders the same; outside of them a grant begins or ends, or a freeze ends. */
  readonly window: GrantWindow;
  /** Whether an agent is told of the region's freezes. */
  readonly hasAgent: boolean;
}

/** Steps of loading, in order. */
export type LoadStep = 'parse' | 'model';

/** What loading takes beside the texts. */
export interface RegionLoader {
  readonly parser: ConfigParser;
  readonly measure: Measure<LoadStep>;
  readonly clouds: readonly Cloud[];
  readonly organization: LoadedOrganization;
}

/** Reads a region's files and checks the rules across fields; gives the region or everything that is wrong. */
export function loadRegion(texts: RegionTexts, loader: RegionLoader): Parsed<LoadedRegion> {
  const parsed = loader.measure('parse', () => parseTexts(texts, loader));
  return 'problems' in parsed
    ? parsed
    : loader.measure('model', () => checkRegion(texts, parsed.value, loader));
}

interface ParsedTexts {
  readonly parsed: ParsedRegion;
  readonly observed: ParsedConfig<ObservedConfig> | undefined;
  readonly grants: LoadedGrants;
}

function parseTexts(texts: RegionTexts, { parser, clouds }: RegionLoader): Parsed<ParsedTexts> {
  const parsed = parser.parseRegion(texts.region.path, texts.region.text);
  const observed = parseObserved(texts, parser);
  // Without the region nobody knows which roles a grant may name.
  const grants =
    'problems' in parsed
      ? parsed
      : loadGrants(texts.access, {
          parser,
          region: parsed.value.config,
          clouds: clouds.map(({ name }) => name),
        });
  if ('value' in parsed && 'value' in observed && 'value' in grants)
    return { value: { parsed: parsed.value, observed: observed.value, grants: grants.value } };
  const found = new Set([parsed, observed, grants]);
  const problems = [...found].flatMap((step) => ('problems' in step ? step.problems : []));
  return { problems: problems.sort(compareProblems) };
}

function checkRegion(
  texts: RegionTexts,
  { parsed, observed, grants }: ParsedTexts,
  loader: RegionLoader,
): Parsed<LoadedRegion> {
  const { organization } = loader;
  const cloud = loader.clouds.find((candidate) => candidate.name === parsed.cloud) as Cloud;
  const file = texts.region.path;
  if (organization.blocks[cloud.name] === undefined)
    return { problems: [toMissingBlock(parsed, file, organization.file)] };
  const blocks = {
    spec: parsed.block,
    organization: organization.blocks[cloud.name],
    observed: observed?.blocks[cloud.name],
  };
  const { freezes, window } = freezesOfRegion(texts.name, texts.freezes);
  const region = toRegion(parsed.config, organization.config, { ...blocks, grants: grants.spans, freezes });
  const violations = cloud.checkRegion(region);
  if (violations.length > 0)
    return {
      problems: violations
        .map((violation) => toProblem(violation, file, { parsed, grants }))
        .sort(compareProblems),
    };
  const isTold = hasAgent(region);
  const input = {
    ...{ region: parsed.config, organization: organization.config, blocks },
    ...toGrantInput(grants),
    // Without an agent nobody is told of them.
    ...(freezes.length === 0 || !isTold ? {} : { freezes }),
  };
  const { locate } = parsed;
  return {
    value: {
      region,
      cloud,
      facts: toFacts(region, cloud, file),
      input,
      locate,
      window: isTold ? joinWindows(grants.window, window) : grants.window,
      hasAgent: isTold,
    },
  };
}

function hasAgent({ agent }: Region): boolean {
  return agent.image !== undefined || agent.control !== undefined;
}

/** Nothing where there is none, so that the digests of regions without grants stay what they were. */
function toGrantInput({ spans }: LoadedGrants): { readonly grants?: LoadedGrants['spans'] } {
  return spans.length === 0 ? {} : { grants: spans };
}

function parseObserved(
  texts: RegionTexts,
  parser: ConfigParser,
): Parsed<ParsedConfig<ObservedConfig> | undefined> {
  const { observed } = texts;
  return observed === undefined ? { value: undefined } : parser.parseObserved(observed.path, observed.text);
}

function toProblem(
  { path, message, code, grant }: RuleViolation,
  file: string,
  { parsed, grants }: Pick<ParsedTexts, 'parsed'> & { readonly grants?: LoadedGrants },
): Problem {
  const place = grant === undefined ? undefined : grants?.placed.get(grant);
  const { locate } = place ?? parsed;
  return { file: place?.file ?? file, ...locate(path), path, message, code };
}

function toMissingBlock(parsed: ParsedRegion, file: string, organizationFile: string): Problem {
  const violation = {
    path: 'spec.cloud',
    code: 'ERR_CONFIG_ORGANIZATION_CLOUD',
    message: `${organizationFile} has no block spec.${parsed.cloud}; add it, since this region runs in ${parsed.cloud}`,
  };
  return toProblem(violation, file, { parsed });
}

function toFacts(region: Region, cloud: Cloud, file: string): RegionFacts {
  return {
    name: region.name,
    file,
    cloud: region.cloud,
    account: cloud.accountOf(region),
    controlCluster: region.controlCluster,
    cidr: region.network.cidr,
    claims: groupClaims(cloud.claimNames(region)),
  };
}

/** By scope, since a fleet of thousands is held in memory and kept between runs. */
function groupClaims(claims: readonly NameClaim[]): RegionFacts['claims'] {
  const byScope = Map.groupBy(claims, (claim) => claim.scope);
  const grouped = [...byScope].map(([scope, group]) => {
    const path = group.find((claim) => claim.path !== undefined)?.path;
    return { scope, names: group.map(({ name }) => name), ...(path === undefined ? {} : { path }) };
  });
  // V8 keeps a text made of parts as a tree of them, four times its size; what was parsed is in one piece.
  return JSON.parse(JSON.stringify(grouped)) as RegionFacts['claims'];
}
