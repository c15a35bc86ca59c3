import type { RegionPlan } from '../plan.ts';
import { describeRegion, type PlanDetail } from './describe-region.ts';
import type { Section } from './line.ts';

/** Regions that change alike, such as all of them when the organization changes. */
export interface RegionGroup {
  /** The first of them, whose details stand for all. */
  readonly region: RegionPlan;
  readonly sections: readonly Section[];
  /** Names of the others. */
  readonly alike: readonly string[];
}

/** Gathers the regions whose details differ by nothing but their own name, account and network; in the order of the first. */
export function groupRegions(
  regions: readonly RegionPlan[],
  detail: PlanDetail = {},
): readonly RegionGroup[] {
  const described = regions.map((region) => ({ region, sections: describeRegion(region, detail) }));
  const groups = Map.groupBy(described, ({ region, sections }) => toKey(region, sections));
  return [...groups.values()].flatMap((group) => {
    const [first, ...rest] = group;
    return first === undefined ? [] : [{ ...first, alike: rest.map(({ region }) => region.name) }];
  });
}

function toKey({ name, account, cidr, action, risk }: RegionPlan, sections: readonly Section[]): string {
  return [name, account, cidr].reduce(
    (text, own, index) => (own === '' ? text : text.replaceAll(own, `<${index}>`)),
    JSON.stringify([action, risk, sections]),
  );
}
