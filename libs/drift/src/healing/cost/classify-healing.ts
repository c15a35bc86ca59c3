import { type DriftChange, type HealClass, healClasses, type Verdict } from '@atoll/agent-model';
import { readFieldName } from '../../fields/match-step.ts';
import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { matchesPath, splitPath } from '../../rules/match-path.ts';
import { explainUnhealable, type UnhealableCode } from './explain-unhealable.ts';
import { findAbsenceCost, type RowCost } from './find-absence-cost.ts';
import type { HealRow } from './heal-row.ts';
import { listHealRows } from './list-heal-rows.ts';

/** What healing an object costs, or why there is nothing that an agent may do. */
export type HealCost =
  | { readonly class: HealClass; readonly reason: string }
  | { readonly class: 'never'; readonly code: UnhealableCode; readonly reason: string };

/** A field that no row knows may restart something. */
const UNKNOWN_FIELD: RowCost = {
  class: 'disruptive',
  reason: 'may interrupt something, as what the field does is not known',
};

/**
 * Says what healing a verdict costs: of all its changes the dearest counts. What no row knows is taken for dear: a field
 * is disruptive, an absence destructive.
 *
 * @param facts rows of the cloud, looked at before those of Kubernetes; the first that fits a change decides it
 */
export function classifyHealing(
  desired: KubeManifest,
  verdict: Verdict,
  facts: readonly HealRow[],
): HealCost {
  const unhealable = explainUnhealable(desired, verdict);
  if (unhealable !== undefined) return { class: 'never', ...unhealable };
  const rows = listHealRows(facts, desired);
  const isAbsent = verdict.class === 'Missing' || verdict.class === 'Recreated';
  const costs = [
    ...(isAbsent ? [findAbsenceCost(rows, desired)] : []),
    ...verdict.changes.map((change) => toChangeCost(rows, change)),
  ];
  return costs.reduce(dearer, costs[0] ?? UNKNOWN_FIELD);
}

function dearer(a: RowCost, b: RowCost): RowCost {
  return healClasses.indexOf(b.class) > healClasses.indexOf(a.class) ? b : a;
}

/** A change of a whole block is as dear as the dearest field in it that it may touch. */
function toChangeCost(rows: readonly HealRow[], change: DriftChange): RowCost {
  const changes = rows.filter(({ on }) => on === 'change');
  const covering =
    changes.find(({ path }) => path === undefined || matchesPath(path, change.path)) ?? UNKNOWN_FIELD;
  const within = changes.filter(
    ({ path }) => path !== undefined && path !== change.path && isWithin(path, change),
  );
  const { class: cost, reason } = within.reduce<RowCost>(dearer, covering);
  return { class: cost, reason: `healing ${change.path} ${reason}` };
}

/** A block whose values can be read and do not hold the field does not touch it. */
function isWithin(path: string, { path: block, was, is }: DriftChange): boolean {
  if (!matchesPath(block, path)) return false;
  const key = JSON.stringify(readFieldName(splitPath(path)[splitPath(block).length] ?? ''));
  return [was, is].some(
    (value) => 'redacted' in value || ('json' in value && (value.cut === true || value.json.includes(key))),
  );
}
