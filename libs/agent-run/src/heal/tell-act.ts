import type { HealingOutcome } from '@atoll/drift';
import type { AgentLog } from '../agent-log.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { ActDecision } from './act-on-object.ts';

/** Where acts are told of beside the record. */
export interface ActAudience {
  readonly log: AgentLog;
  readonly metrics: Pick<AgentMetrics, 'remediations'>;
}

/** An act that was done, or tried. */
export interface ToldAct {
  readonly object: DesiredObject;
  readonly decision: ActDecision;
  readonly outcome: HealingOutcome;
}

/** What the history of a record calls an act. */
export const actEvents = { askFlux: 'FluxAsked', apply: 'Applied', recreate: 'Recreated' } as const;

const FAILURES = {
  conflict: 'somebody changed the object at the same time; it is judged and decided anew',
  immutable: 'a field of the manifest cannot be changed, so the object would have to be made again',
  forbidden: "the API server refuses this to the agent's account: see the rights of atoll-agent",
  other: 'the API server did not take it; it is tried again within the budget',
} as const;

/** Tells of an act in log and metrics. */
export function tellAct({ log, metrics }: ActAudience, { object, decision, outcome }: ToldAct): void {
  const { region, half, stage, ref } = object;
  const { action, code } = decision;
  const result = outcome.result === 'done' ? 'done' : outcome.why;
  metrics.remediations.inc({ region, half, action, result });
  const { kind, namespace, name } = ref;
  const fields = { region, half, stage, kind, namespace, name, action, code, result };
  if (outcome.result === 'done') log.info('an object was acted on', fields);
  else log.warn('an act on an object failed', fields);
}

/** Says why an act failed, for the history of a record. */
export function explainFailure(why: keyof typeof FAILURES): string {
  return FAILURES[why];
}
