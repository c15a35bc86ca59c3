import { compareProblems, type Problem } from '@atoll/core';
import { overlapsCidr, parseCidr } from '@atoll/region-model';
import type { RegionFacts } from './region-facts.ts';

/** Facts know no places; whoever has the text at hand fills them in. */
const NOWHERE = { line: 0, column: 0 };

/** The regions of a fleet as their collisions are looked for. */
export interface FleetFacts {
  /** Regions of this run. */
  readonly loaded: readonly RegionFacts[];
  /** The others, among which there are none: each was checked when it was loaded itself. */
  readonly others: readonly RegionFacts[];
}

/**
 * Gives the collisions of the loaded regions: CIDRs within an account, and cloud names wherever each has to be unique.
 *
 * Both regions of a collision are named, so that whoever edits either file sees it.
 */
export function checkFleet(fleet: FleetFacts): readonly Problem[] {
  return [...findCidrCollisions(fleet), ...findNameCollisions(fleet), ...findPrefixes(fleet)].sort(
    compareProblems,
  );
}

function findCidrCollisions({ loaded, others }: FleetFacts): Problem[] {
  const isLoaded = new Set(loaded);
  const byAccount = Map.groupBy(loaded, accountOf);
  for (const region of others) byAccount.get(accountOf(region))?.push(region);
  return [...byAccount].flatMap(([account, regions]) =>
    listOverlaps(regions)
      .filter((pair) => pair.some((region) => isLoaded.has(region)))
      .flatMap(([a, b]) => [toCidrProblem(a, b, account), toCidrProblem(b, a, account)]),
  );
}

function accountOf(region: RegionFacts): string {
  return `${region.cloud} ${region.account}`;
}

/** Sweeps over the sorted networks: two of them overlap only if one contains the other, so neighbours suffice. */
function listOverlaps(regions: readonly RegionFacts[]): readonly (readonly [RegionFacts, RegionFacts])[] {
  const sorted = regions
    .map((region) => ({ region, cidr: parseCidr(region.cidr) }))
    .sort((a, b) => a.cidr.base - b.cidr.base || a.cidr.prefix - b.cidr.prefix);
  const overlaps: (readonly [RegionFacts, RegionFacts])[] = [];
  let open: typeof sorted = [];
  for (const next of sorted) {
    open = open.filter((candidate) => overlapsCidr(candidate.cidr, next.cidr));
    for (const candidate of open) overlaps.push([candidate.region, next.region]);
    open.push(next);
  }
  return overlaps;
}

function toCidrProblem(region: RegionFacts, other: RegionFacts, account: string): Problem {
  return {
    file: region.file,
    ...NOWHERE,
    path: 'spec.network.cidr',
    code: 'ERR_CONFIG_CIDR_COLLISION',
    message: `${region.cidr} overlaps ${other.cidr} of region ${other.name} in the same account (${account}); choose a range of its own.`,
  };
}

function findNameCollisions(fleet: FleetFacts): Problem[] {
  return [...groupHolders(fleet)].flatMap(([scope, byName]) =>
    [...byName].flatMap(([name, holders]) => toNameProblems(holders, scope, name)),
  );
}

/** Gives who holds each name that a loaded region claims, by scope and name. */
function groupHolders({ loaded, others }: FleetFacts): ReadonlyMap<string, Map<string, RegionFacts[]>> {
  const byScope = new Map<string, Map<string, RegionFacts[]>>();
  for (const region of loaded) {
    for (const { scope, names } of region.claims) {
      const byName = byScope.get(scope) ?? new Map<string, RegionFacts[]>();
      byScope.set(scope, byName);
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), region]);
    }
  }
  for (const region of others) {
    for (const { scope, names } of region.claims) {
      const byName = byScope.get(scope);
      if (byName === undefined) continue;
      for (const name of names) byName.get(name)?.push(region);
    }
  }
  return byScope;
}

function toNameProblems(holders: readonly RegionFacts[], scope: string, name: string): Problem[] {
  if (holders.length === 1) return [];
  return holders.map((region) => {
    const others = holders.filter((holder) => holder !== region).map((holder) => holder.name);
    const { path } = region.claims.find((claim) => claim.scope === scope) ?? {};
    const remedy =
      path === undefined ? 'change it, or rename the region,' : 'give one of them a value of its own,';
    return {
      file: region.file,
      ...NOWHERE,
      path: path ?? 'metadata.name',
      code: 'ERR_CONFIG_NAME_COLLISION',
      message: `the name ${name} (${scope}) is claimed by ${others.join(', ')} too; ${remedy} where nothing is created yet.`,
    };
  });
}

/** Permissions are bound to `atoll-<region>-*`, so a region `eu` could act on what belongs to `eu-west` beside it. */
function findPrefixes({ loaded, others }: FleetFacts): Problem[] {
  const own = Map.groupBy(loaded, ({ name }) => name);
  const every = new Map(own);
  for (const region of others) every.set(region.name, [...(every.get(region.name) ?? []), region]);
  return [
    ...loaded.flatMap((region) => listPrefixProblems(region, every)),
    ...others.flatMap((region) => listPrefixProblems(region, own)),
  ];
}

function listPrefixProblems(
  region: RegionFacts,
  byName: ReadonlyMap<string, readonly RegionFacts[]>,
): readonly Problem[] {
  return listBeginnings(region.name)
    .flatMap((name) => byName.get(name) ?? [])
    .filter((other) => accountOf(other) === accountOf(region))
    .map((other) => toPrefixProblem(region, other));
}

/** Gives `eu` and `eu-west` for `eu-west-1`. */
function listBeginnings(name: string): readonly string[] {
  const beginnings: string[] = [];
  for (let end = name.indexOf('-'); end >= 0; end = name.indexOf('-', end + 1))
    beginnings.push(name.slice(0, end));
  return beginnings;
}

function toPrefixProblem(region: RegionFacts, { name }: RegionFacts): Problem {
  const message = `begins with the name of region ${name} in the same account, whose roles could act on this one; rename the region that is not created yet.`;
  return { file: region.file, ...NOWHERE, path: 'metadata.name', code: 'ERR_CONFIG_NAME_PREFIX', message };
}
