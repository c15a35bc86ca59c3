import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { findAbsenceCost, type RowCost } from './find-absence-cost.ts';
import type { HealRow } from './heal-row.ts';
import { listHealRows } from './list-heal-rows.ts';

/** Says what deleting an object and making it again costs: never less than an interruption. */
export function classifyRecreation(desired: KubeManifest, facts: readonly HealRow[]): RowCost {
  const cost = findAbsenceCost(listHealRows(facts, desired), desired);
  const { kind, metadata } = desired;
  return cost.class === 'safe'
    ? { class: 'disruptive', reason: `healing ${kind} ${metadata.name} deletes it and makes it again` }
    : cost;
}
