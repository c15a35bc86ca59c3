import type { ChangeVerdict, ObjectChange } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';

/** What a change of some fields of a kind does, for changes that are made in place. */
export interface ChangeRule {
  readonly kind: KindDefinition<unknown>;
  /** Paths below `spec.forProvider`, without positions in lists; `*`: every field. */
  readonly fields: readonly string[];
  /** Tells whether the rule is about this change; absent: about every one. */
  readonly when?: (change: ObjectChange) => boolean;
  readonly verdict: ChangeVerdict;
}
