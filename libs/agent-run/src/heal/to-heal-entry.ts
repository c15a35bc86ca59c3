import { nameObject } from '@atoll/agent-model';
import type { AuditEntry } from '@atoll/audit';
import type { HealingOutcome } from '@atoll/drift';
import type { ActTarget } from './act-on-object.ts';

const ACTIONS = { askFlux: 'heal.flux', apply: 'heal.apply', recreate: 'heal.recreate' } as const;

/** Gives the record of an act of healing, without its time. @param record name of the object's DriftRecord */
export function toHealEntry(
  { decision, object, stored }: ActTarget,
  outcome: HealingOutcome,
  { identity, record }: { readonly identity: string; readonly record: string },
): Omit<AuditEntry, 'at'> {
  const { ref, stage, commit } = object;
  return {
    actor: `agent:${identity}`,
    action: ACTIONS[decision.action],
    subject: nameObject(ref),
    outcome: outcome.result === 'done' ? 'done' : outcome.why === 'forbidden' ? 'denied' : 'failed',
    detail: {
      driftId: record,
      stage,
      revision: commit,
      reason: outcome.result === 'done' ? decision.code : `${decision.code}: ${outcome.why}`,
      ...(decision.action === 'apply' && stored.uid !== undefined ? { uid: stored.uid } : {}),
    },
  };
}
