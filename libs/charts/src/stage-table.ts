import type { ControlStage, RegionStage } from '@atoll/cloud';

/** How Flux applies one stage. */
export interface StageRow<Stage extends string> {
  /** Stages that have to be ready first; one without objects stands for its own dependencies. */
  readonly dependsOn: readonly Stage[];
  /** Longest time until everything in the stage is ready, with the slowest resource that sets it. */
  readonly timeoutMinutes: number;
  /** True where the stage holds data, keys or names: nothing of it is ever pruned or deleted. */
  readonly holdsData: boolean;
}

/** Stages of the control half that are Kustomizations: all but `flux`, which holds them. */
export type AppliedControlStage = Exclude<ControlStage, 'flux'>;

/** Stages of the region's half that the region's own Flux applies. */
export type AppliedRegionStage = Exclude<RegionStage, 'flux'>;

/** How each stage of the control half is applied, in order. */
export const controlStageTable: Readonly<Record<AppliedControlStage, StageRow<AppliedControlStage>>> = {
  identity: { dependsOn: [], timeoutMinutes: 10, holdsData: false },
  // A NAT gateway or a Transit Gateway attachment takes a few minutes.
  network: { dependsOn: ['identity'], timeoutMinutes: 20, holdsData: false },
  keys: { dependsOn: ['identity'], timeoutMinutes: 10, holdsData: true },
  // A managed Kubernetes control plane takes about 15 minutes, its first node group 5.
  cluster: { dependsOn: ['identity', 'network', 'keys'], timeoutMinutes: 45, holdsData: false },
  // A database over two zones takes about 20 minutes.
  persistence: { dependsOn: ['identity', 'network', 'keys'], timeoutMinutes: 60, holdsData: true },
  dns: { dependsOn: ['identity'], timeoutMinutes: 10, holdsData: true },
  backup: { dependsOn: ['identity', 'keys'], timeoutMinutes: 15, holdsData: true },
  bootstrap: { dependsOn: ['cluster'], timeoutMinutes: 20, holdsData: false },
};

/** How each stage of the region's half is applied, in order. */
export const regionStageTable: Readonly<Record<AppliedRegionStage, StageRow<AppliedRegionStage>>> = {
  // Pruning a custom resource definition deletes every object of its kind.
  crds: { dependsOn: [], timeoutMinutes: 5, holdsData: true },
  platform: { dependsOn: ['crds'], timeoutMinutes: 10, holdsData: false },
  // Two small pods; nodes may have to be started first.
  agent: { dependsOn: ['crds', 'platform'], timeoutMinutes: 10, holdsData: false },
};

/**
 * Gives the stages that a stage has to wait for, among those that have objects.
 *
 * A stage without objects is no Kustomization, so its own dependencies take its place.
 */
export function resolveDependencies<Stage extends string>(
  table: Readonly<Record<Stage, StageRow<Stage>>>,
  stage: Stage,
  filled: ReadonlySet<Stage>,
): readonly Stage[] {
  const found = table[stage].dependsOn.flatMap((dependency) =>
    filled.has(dependency) ? [dependency] : resolveDependencies(table, dependency, filled),
  );
  return [...new Set(found)];
}
