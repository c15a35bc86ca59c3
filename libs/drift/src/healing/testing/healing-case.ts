import type { DriftChange, Verdict, VerdictClass } from '@atoll/agent-model';
import type { HealRow } from '../cost/heal-row.ts';
import type { HealingInput } from '../healing-input.ts';
import { parseHealingRules } from '../healing-rules.ts';
import { type AgentRules, toAgentRules } from './agent-rules.ts';

/** A Thursday at noon; the window of {@link toAgentRules} is from Tuesday 2026-12-08T02:00:00Z on. */
export const NOON_MS = Date.parse('2026-12-03T12:00:00Z');

/** Within the window. */
export const IN_WINDOW_MS = Date.parse('2026-12-08T02:30:00Z');

/** What a made-up cloud says of its database. */
export const CLOUD_FACTS: readonly HealRow[] = [
  {
    group: 'rds.cloud.example',
    kind: 'Instance',
    on: 'change',
    path: '/spec/forProvider/instanceClass',
    class: 'disruptive',
    reason: 'restarts the database',
  },
  {
    group: 'rds.cloud.example',
    kind: 'Instance',
    on: 'change',
    path: '/spec/forProvider/storageEncrypted',
    class: 'destructive',
    reason: 'replaces the database by an empty one',
  },
];

/** What an object of a test is; the manifest follows from it. */
export const KINDS = {
  config: { apiVersion: 'v1', kind: 'ConfigMap' },
  database: { apiVersion: 'rds.cloud.example/v1', kind: 'Instance' },
  set: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
} as const;

/** What differs from a ConfigMap that `kubectl-edit` changed, that may be healed, on a Thursday at noon. */
export interface HealingCase {
  readonly nowMs?: number;
  readonly kind?: keyof typeof KINDS;
  readonly verdict?: VerdictClass;
  readonly changes?: readonly DriftChange[];
  /** undefined: there is no object. */
  readonly live?: HealingInput['live'] | 'absent';
  readonly record?: HealingInput['record'];
  readonly rules?: Partial<Omit<AgentRules, 'drift'>> & { readonly drift?: Partial<AgentRules['drift']> };
  readonly fences?: Partial<HealingInput['fences']>;
  readonly stage?: Partial<HealingInput['stage']>;
}

/** Gives a change of what Git sets, by `kubectl-edit`. */
export function toChange(path: string, values: Partial<DriftChange> = {}): DriftChange {
  return {
    path,
    was: { json: '"a"' },
    is: { json: '"b"' },
    by: { manager: 'kubectl-edit', operation: 'Update' },
    ...values,
  };
}

/** Gives a field that somebody added. */
export function toAddition(path: string, manager?: string): DriftChange {
  const { by: _, ...change } = toChange(path, { was: { absent: true } });
  return manager === undefined ? change : { ...change, by: { manager, operation: 'Update' } };
}

/** Makes the input of a decision. */
export function toHealingInput(healing: HealingCase): HealingInput {
  const { nowMs = NOON_MS, kind = 'config', record = {}, rules = {}, fences, stage } = healing;
  const verdict = toVerdict(healing);
  const { live = verdict.class === 'Missing' ? 'absent' : { uid: 'u1', resourceVersion: '7' } } = healing;
  const { apiVersion, kind: short } = KINDS[kind];
  return {
    nowMs,
    object: { apiVersion, kind: short, namespace: 'shop', name: 'it', stage: 'workloads' },
    desired: { apiVersion, kind: short, metadata: { name: 'it', namespace: 'shop' } },
    verdict,
    sinceMs: NOON_MS,
    ...(live === 'absent' ? {} : { live }),
    record,
    rules: parseHealingRules(toAgentRules(rules)),
    facts: CLOUD_FACTS,
    fences: { isLeader: true, isViewFresh: true, isCommitCurrent: true, ...fences },
    stage: { isSuspended: false, ...stage },
    owner: 'kustomize-controller',
  };
}

function toVerdict({ verdict: name = 'Modified', changes }: HealingCase): Verdict {
  return {
    class: name,
    changes: changes ?? (name === 'Modified' ? [toChange('/data/a')] : []),
    message: '',
  };
}
