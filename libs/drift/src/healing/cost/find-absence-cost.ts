import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import type { HealRow } from './heal-row.ts';

/** A class of cost with the sentence that explains it. */
export type RowCost = Pick<HealRow, 'class' | 'reason'>;

/** An object of a kind that no row knows may have held data. */
const UNKNOWN: RowCost = {
  class: 'destructive',
  reason: 'makes an empty object in the place of one that may have held data, which hides the loss',
};

/** Gives what making an object costs that is not there. */
export function findAbsenceCost(rows: readonly HealRow[], { kind, metadata }: KubeManifest): RowCost {
  const { class: cost, reason } = rows.find(({ on }) => on === 'absence') ?? UNKNOWN;
  return { class: cost, reason: `healing ${kind} ${metadata.name} ${reason}` };
}
