import type { Verdict } from '@atoll/agent-model';
import type { KubeManifest } from '../../manifest/kube-manifest.ts';

/** Why an agent has nothing to heal. */
export type UnhealableCode =
  | 'in-sync'
  | 'unknown'
  | 'terminating'
  | 'orphan'
  | 'recreated-as-in-git'
  | 'grant-over';

/** Says why an agent has nothing to heal in a verdict; undefined where it has. */
export function explainUnhealable(
  { kind, metadata: { name } }: KubeManifest,
  verdict: Verdict,
): { readonly code: UnhealableCode; readonly reason: string } | undefined {
  const subject = `${kind} ${name}`;
  const isBare = verdict.changes.length === 0;
  switch (verdict.class) {
    case 'InSync':
      return { code: 'in-sync', reason: `${subject} is as in Git` };
    case 'Unknown':
      return {
        code: 'unknown',
        reason: `${subject} cannot be judged (${verdict.reason ?? 'no reason given'}), and what is not known is not healed`,
      };
    case 'Terminating':
      return {
        code: 'terminating',
        reason: `${subject} is being deleted; it is judged again when it is gone, and whoever holds a finalizer has to let go first`,
      };
    case 'Orphan':
      return {
        code: 'orphan',
        reason: `${subject} is not in Git; the agent deletes nothing, so a person removes it or brings it into Git`,
      };
    case 'Recreated':
      return isBare
        ? {
            code: 'recreated-as-in-git',
            reason: `${subject} was made anew and is as in Git, so there is nothing to write; what the old one held has to be looked for by a person`,
          }
        : undefined;
    case 'Extra':
      return isBare
        ? {
            code: 'grant-over',
            reason: `${subject} outlived its grant; the next rendering leaves it out and Flux deletes it, and until then a person may`,
          }
        : undefined;
    case 'Modified':
    case 'Missing':
      return undefined;
  }
}
