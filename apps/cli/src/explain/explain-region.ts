import type { OwnerTask, Wait } from '@atoll/cloud';
import type { FieldExplanation } from '@atoll/region-config';
import type { RegionFiles } from '../load-region.ts';
import { type ComputedValue, listComputedValues } from './computed-values.ts';
import { listValuesInForce, type ValueInForce } from './values-in-force.ts';

/** What one region has of an explained field. */
export interface RegionExplanation {
  readonly region: string;
  /** Values at the field and below it, after defaults; none where nothing is set. */
  readonly values: readonly ValueInForce[];
  readonly computed: readonly ComputedValue[];
  /** What the owner has to do for the region as a whole; absent where a part of it is explained. */
  readonly ownerTasks?: readonly OwnerTask[];
  /** What is not rendered yet; absent where a part of the region is explained. */
  readonly waits?: readonly Wait[];
}

/** Paths that stand for a Region as a whole. */
const WHOLE: readonly string[] = ['', 'spec'];

/** Gives what a region has of an explained field. */
export function explainRegion(explanation: FieldExplanation, loaded: RegionFiles): RegionExplanation {
  const { region, cloud, files } = loaded;
  const isWhole = explanation.kind === 'Region' && WHOLE.includes(explanation.path);
  return {
    region: region.name,
    values: listValuesInForce(explanation, files),
    computed: listComputedValues(explanation, region),
    ...(isWhole ? { ownerTasks: cloud.listOwnerTasks(region), waits: cloud.listWaits(region) } : {}),
  };
}
