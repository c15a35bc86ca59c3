import type { Chart } from 'cdk8s';

/**
 * Stages of the control half, in the order in which they become real: `control-plane/<region>/<stage>/`.
 *
 * `flux` is applied by the control cluster's root Kustomization; every other stage is a Kustomization of its own in it.
 */
export const controlStages = [
  'flux',
  'identity',
  'network',
  'keys',
  'cluster',
  'persistence',
  'dns',
  'backup',
  'bootstrap',
] as const;

/** Stages of the region's half: `regions/<region>/<stage>/`. `flux` belongs to the control cluster. */
export const regionStages = ['flux', 'crds', 'platform', 'agent'] as const;

/** A stage of the control half. */
export type ControlStage = (typeof controlStages)[number];

/** A stage of the region's half. */
export type RegionStage = (typeof regionStages)[number];

/** One chart a stage, for both halves; a cloud adds its objects to those that it has something for. */
export interface StageCharts {
  readonly control: Readonly<Record<ControlStage, Chart>>;
  readonly region: Readonly<Record<RegionStage, Chart>>;
}
