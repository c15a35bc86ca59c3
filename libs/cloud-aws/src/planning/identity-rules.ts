import type { ChangeVerdict, ObjectChange } from '@atoll/cloud';
import { kindKeyOf } from './managed-object.ts';

/** Fields of the ProviderConfig by which the control plane becomes the Deployment role. */
const IDENTITY = /^spec\.assumeRoleChain(?:\.(?:externalID|roleARN))?$/;

/** Gives what a change of the region's ProviderConfig does; undefined for all other objects. */
export function judgeIdentity({ after, path }: ObjectChange): ChangeVerdict | undefined {
  if (kindKeyOf(after) !== 'aws.m.upbound.io ProviderConfig' || !IDENTITY.test(path)) return undefined;
  return {
    effect: 'disruptive',
    reason:
      'nothing in the region is changed or mended until the owner’s Deployment role trusts the control plane in the new form',
    remedy: 'let the owner change the trust policy first, to take both forms',
    source: 'IAM User Guide, "How to use an external ID"',
  };
}
