import type { ChangeVerdict, RenderedObject } from '@atoll/cloud';
import { kindKeyOf } from './managed-object.ts';

/** Kinds that only give rights to something which stays: what goes with them is told as the delta of IAM. */
const RIGHTS_ONLY = new Set([
  'eks.aws.m.upbound.io AccessPolicyAssociation',
  'iam.aws.m.upbound.io Policy',
  'iam.aws.m.upbound.io RolePolicyAttachment',
]);

/** Gives what deleting an object does, where that is less or more than that its resource is gone. */
export function judgeDeletion(object: RenderedObject): ChangeVerdict | undefined {
  if (!RIGHTS_ONLY.has(kindKeyOf(object))) return undefined;
  return {
    effect: 'safe',
    reason: 'rights are withdrawn, and nothing else goes with them',
    source: 'IAM User Guide, "Adding and removing IAM identity permissions"',
  };
}
