import type { ChangeVerdict, ObjectChange } from '@atoll/cloud';
import { isShrunk } from './field-values.ts';
import { kindKeyOf } from './managed-object.ts';

/** Page of Karpenter that says which fields make nodes drift. */
const DRIFT = 'Karpenter documentation, "Disruption", section "Drift"';

/** Fields of a NodePool that change how nodes go, or how many there may be, and no node that is there. */
const POOL_BEHAVIOUR = /^spec\.(?:disruption|limits|weight)(?:\.|$)/;

const drifted: ChangeVerdict = {
  effect: 'safe',
  reason:
    'elastic nodes are replaced one after another; the pool’s own budget holds that until the maintenance window',
  source: DRIFT,
};

/** Gives what a change of Karpenter's objects in the region's own cluster does; undefined for all other objects. */
export function judgeElasticNodes(change: ObjectChange): ChangeVerdict | undefined {
  const key = kindKeyOf(change.after);
  if (!change.path.startsWith('spec.')) return undefined;
  if (key === 'karpenter.k8s.aws EC2NodeClass') return drifted;
  if (key !== 'karpenter.sh NodePool') return undefined;
  if (!POOL_BEHAVIOUR.test(change.path)) return drifted;
  if (!change.path.startsWith('spec.limits') || !isShrunk(withoutUnits(change))) return undefined;
  return {
    effect: 'safe',
    reason: 'nodes above the new limit stay until they are not needed; no new one is started before that',
    source: 'Karpenter documentation, "NodePools", section "spec.limits"',
  };
}

/** `896Gi` and `224` compare by their numbers; the unit of a limit does not change. */
function withoutUnits(change: ObjectChange): ObjectChange {
  const strip = (value: unknown) => (typeof value === 'string' ? value.replace(/[A-Za-z]+$/, '') : value);
  return { ...change, from: strip(change.from), to: strip(change.to) };
}
