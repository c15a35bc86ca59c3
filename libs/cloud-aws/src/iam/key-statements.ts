import { type AwsRegion, partitionOf } from '../aws-region.ts';
import { allow, type Condition, deny, type Statement } from './policy-document.ts';
import { type ActionColumn, actionsOf } from './service-actions.ts';

/** The one guarded action of KMS that changes a key; the others use it. */
const KEY_POLICY = 'kms:PutKeyPolicy';

/** Allows using keys when another service asks for it on the caller's behalf, never to decrypt something by hand. */
export function allowKeyUse(region: AwsRegion, condition: Condition = {}): Statement {
  const suffix = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return allow({
    sid: 'KeysThroughServices',
    actions: keyUses(),
    condition: { ...condition, StringLike: { 'kms:ViaService': `*.${region.location}.${suffix}` } },
  });
}

/** Gives a role's actions on keys without those that use them, see {@link allowKeyUse}. */
export function keyManagementActions(columns: readonly ActionColumn[]): readonly string[] {
  const uses = new Set(keyUses());
  return actionsOf(['kms'], columns).filter((action) => !uses.has(action));
}

/** Denies using a key by hand. */
export function denyKeyUseByHand(): Statement {
  return deny({
    sid: 'KeysNotByHand',
    actions: keyUses(),
    condition: { Null: { 'kms:ViaService': 'true' } },
  });
}

/** Gives the actions that use a key: they encrypt and decrypt. */
export function keyUses(): readonly string[] {
  return actionsOf(['kms'], ['guarded']).filter((action) => action !== KEY_POLICY);
}
