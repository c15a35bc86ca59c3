import { type AwsRegion, partitionOf } from '../../aws-region.ts';
import { REGION_TAG, regionalArn } from '../arns.ts';
import type { ExtraNeed } from './kind-row.ts';

/** Gives what encrypting something with the region's key asks of who creates it; none for the cloud's own keys. */
export function keyNeeds(
  region: AwsRegion,
  { actions, via, source }: { readonly actions: string; readonly via?: string; readonly source: string },
): readonly ExtraNeed[] {
  if (region.encryption.keys === 'provider') return [];
  const { customerKeyArn } = region.cloudSpec;
  const own = { [`aws:ResourceTag/${REGION_TAG}`]: region.name };
  return actions.split(' ').map((name) => ({
    verb: 'create',
    action: `kms:${name}`,
    resource: customerKeyArn ?? regionalArn(region, 'kms', 'key/*'),
    context: {
      ...(customerKeyArn === undefined ? own : {}),
      ...(name === 'CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
      ...(via === undefined ? {} : { 'kms:ViaService': `${via}.${region.location}.${domainOf(region)}` }),
    },
    source,
  }));
}

function domainOf(region: AwsRegion): string {
  return partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
