import type { DriftChange, Verdict } from '@atoll/agent-model';

/** Managers whose additions Flux takes away. Source: fluxcd/pkg, ssa/patch.go, matched by prefix. */
const OVERRIDDEN_MANAGERS = ['kubectl', 'before-first-apply'];

/** Which fields a reconciliation of Flux puts right, and which it leaves. */
export interface FluxReach {
  readonly undoes: boolean;
  readonly leaves: readonly DriftChange[];
}

/**
 * Says what Flux undoes: whatever Git sets, whoever wrote it; of what others added only what `kubectl` did.
 *
 * An addition whose writer is not known is taken for one that stays.
 */
export function toFluxReach({ class: name, changes }: Verdict): FluxReach {
  const leaves = changes.filter(
    ({ was, by }) =>
      'absent' in was && !OVERRIDDEN_MANAGERS.some((manager) => by?.manager.startsWith(manager) === true),
  );
  return { undoes: name === 'Missing' || changes.length > leaves.length, leaves };
}
