import type { HealingStop } from '../healing-decision.ts';
import type { HealingInput } from '../healing-input.ts';

/** Says what keeps this process from acting at all; undefined: nothing. */
export function explainFences({ fences, verdict, live }: HealingInput): HealingStop | undefined {
  if (!fences.isViewFresh)
    return stop('view-stale', 'the view of the cluster is not fresh, so what is seen may be over');
  if (!fences.isLeader)
    return stop('not-leader', 'this replica does not hold the Lease for as long as the act would take');
  if (!fences.isCommitCurrent)
    return stop('commit-behind', 'the commit that is compared with is older than the last one acted on');
  if (live === undefined && verdict.class !== 'Missing')
    return stop('identity-unknown', 'uid and resource version of the live object are not known');
  return undefined;
}

type FenceCode = 'view-stale' | 'not-leader' | 'commit-behind' | 'identity-unknown';

function stop(code: FenceCode, reason: string): HealingStop {
  return { action: 'none', code, reason };
}
