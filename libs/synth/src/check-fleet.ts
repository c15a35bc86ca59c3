import { compareProblems, type Problem } from '@atoll/core';
import { overlapsCidr, parseCidr } from '@atoll/region-model';
import type { RegionFacts } from './region-facts.ts';

/** Facts know no places; whoever has the text at hand fills them in. */
const NOWHERE = { line: 0, column: 0 };

/**
 * Gives the collisions between regions: CIDRs within an account, and cloud names wherever each has to be unique.
 *
 * Both regions of a collision are named, so that whoever edits either file sees it.
 */
export function checkFleet(facts: readonly RegionFacts[]): readonly Problem[] {
  return [...findCidrCollisions(facts), ...findNameCollisions(facts), ...findPrefixes(facts)].sort(
    compareProblems,
  );
}

function findCidrCollisions(facts: readonly RegionFacts[]): Problem[] {
  const byAccount = Map.groupBy(facts, (region) => `${region.cloud} ${region.account}`);
  return [...byAccount].flatMap(([account, regions]) =>
    listOverlaps(regions).flatMap(([a, b]) => [toCidrProblem(a, b, account), toCidrProblem(b, a, account)]),
  );
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

function findNameCollisions(facts: readonly RegionFacts[]): Problem[] {
  const claims = facts.flatMap((region) => region.claims.map((claim) => ({ region, claim })));
  const byName = Map.groupBy(claims, ({ claim }) => `${claim.scope}\n${claim.name}`);
  return [...byName.values()].flatMap((holders) => {
    const [first] = holders;
    if (first === undefined || holders.length === 1) return [];
    return holders.map(({ region, claim }) => {
      const others = holders.filter((holder) => holder.region !== region).map((holder) => holder.region.name);
      return {
        file: region.file,
        ...NOWHERE,
        path: 'metadata.name',
        code: 'ERR_CONFIG_NAME_COLLISION',
        message: `the name ${claim.name} (${claim.scope}) is claimed by ${others.join(', ')} too; rename the region that is not created yet.`,
      };
    });
  });
}

/** Permissions are bound to `atoll-<region>-*`, so a region `eu` could act on what belongs to `eu-west` beside it. */
function findPrefixes(facts: readonly RegionFacts[]): Problem[] {
  const byPlace = new Map(
    facts.map((region) => [`${region.cloud} ${region.account} ${region.name}`, region] as const),
  );
  return facts.flatMap((region) => {
    const parts = region.name.split('-');
    const shorter = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
    return shorter.flatMap((name) => {
      const other = byPlace.get(`${region.cloud} ${region.account} ${name}`);
      if (other === undefined) return [];
      const message = `begins with the name of region ${name} in the same account, whose roles could act on this one; rename the region that is not created yet.`;
      return [
        { file: region.file, ...NOWHERE, path: 'metadata.name', code: 'ERR_CONFIG_NAME_PREFIX', message },
      ];
    });
  });
}
