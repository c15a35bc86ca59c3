import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import { keyNameOf } from './cloud-names.ts';
import { renderKeyPolicy } from './key-policy.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { KmsAlias, KmsKey } from './schemas/index.ts';

/** Days for which a scheduled deletion of the key can be taken back: the most that KMS allows. */
const DELETION_WINDOW_DAYS = 30;

/** Adds the region's own KMS key for `encryption.keys: managed`; a customer's key is never made or changed here. */
export function addKeys(stages: StageCharts, region: AwsRegion): void {
  if (region.encryption.keys === 'managed') addKey(stages.control.keys, region);
}

function addKey(chart: Chart, region: AwsRegion): void {
  const name = keyNameOf(region);
  addManagedResource(chart, region, {
    kind: KmsKey,
    name,
    forProvider: {
      description: `Data at rest of the Atoll region ${region.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: renderKeyPolicy(region),
      tags: tagsOf(region, name),
    },
  });
  addManagedResource(chart, region, { kind: KmsAlias, name, forProvider: { targetKeyIdRef: { name } } });
}
