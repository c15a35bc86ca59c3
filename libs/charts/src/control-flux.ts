import { type ControlStage, controlStages, type StageCharts } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import { addActivationPolicy } from '@atoll/crossplane';
import { addGitSource, addKustomization, checkManagedResources } from '@atoll/flux';
import { REGION_LABEL } from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import type { KindDefinition } from '@atoll/typed-object';
import * as kplus from 'cdk8s-plus-28';
import { FLUX_SOURCE, hasOwnRepository, OWN_SOURCE, ownSecretOf } from './flux-names.ts';
import { isManagedGroup } from './managed-group.ts';
import { addStageAccount, stageAccountName } from './stage-account.ts';
import { type KindIndex, type KindsByNamespace, listKinds } from './stage-objects.ts';
import { type AppliedControlStage, controlStageTable, resolveDependencies } from './stage-table.ts';

/**
 * Fills stage `flux` of the control half from what the other stages hold.
 *
 * It adds the region's namespace, its GitRepository, the activation policy of the kinds in use, and for each stage with
 * objects an account with just the rights on them and a Kustomization that acts as it.
 *
 * @returns the managed kinds in use
 */
export function addControlFlux(
  stages: StageCharts,
  region: Region,
  index: KindIndex,
): readonly KindDefinition<unknown>[] {
  const chart = stages.control.flux;
  const kindsByStage = new Map(listFilledStages(stages, index));
  addNamespace(stages, region);
  addGitSource(chart, {
    name: FLUX_SOURCE,
    namespace: region.namespace,
    url: region.deploy.repository,
    branch: region.deploy.branch,
    folders: listSourceFolders(region),
    intervalMinutes: region.deploy.intervalMinutes,
    secretName: region.deploy.secretName,
    verifySecretName: region.deploy.verifySecretName,
  });
  addOwnSource(stages, region);
  const filled = new Set(kindsByStage.keys());
  const managed = listManagedKinds([...kindsByStage.values()]);
  for (const [stage, kinds] of kindsByStage) {
    const leftovers = listLeftovers(kinds, managed, index);
    addStage(stages, region, { stage, kinds, filled, leftovers });
  }
  addActivationPolicy(
    chart,
    region.namespace,
    managed.map((kind) => `${kind.plural}.${kind.group}`).sort(compareText),
  );
  return managed;
}

/** Stage `bootstrap` applies the region's own stage `flux` from here, so the artifact has to hold it too. */
function listSourceFolders(region: Region): readonly string[] {
  const own = `control-plane/${region.name}`;
  return region.bootstrap === 'automatic' && !hasOwnRepository(region)
    ? [own, `regions/${region.name}/flux`]
    : [own];
}

/** A region's own repository has its stage `flux`, too; the control cluster sees nothing else of it. */
function addOwnSource(stages: StageCharts, region: Region): void {
  if (region.bootstrap !== 'automatic' || !hasOwnRepository(region)) return;
  addGitSource(stages.control.flux, {
    name: OWN_SOURCE,
    namespace: region.namespace,
    url: region.deploy.regionRepository,
    branch: region.deploy.branch,
    folders: [`regions/${region.name}/flux`],
    intervalMinutes: region.deploy.intervalMinutes,
    secretName: ownSecretOf(region),
    verifySecretName: region.deploy.verifySecretName,
  });
}

interface FilledStage {
  readonly stage: AppliedControlStage;
  readonly kinds: KindsByNamespace;
  readonly filled: ReadonlySet<AppliedControlStage>;
  readonly leftovers: readonly KindDefinition<unknown>[];
}

function addStage(stages: StageCharts, region: Region, props: FilledStage): void {
  const { stage, kinds, filled, leftovers } = props;
  const chart = stages.control.flux;
  const row = controlStageTable[stage];
  const waits = !holdsKustomizations(kinds);
  addStageAccount(chart, { stage, namespace: region.namespace, kinds, prune: !row.holdsData, leftovers });
  addKustomization(chart, {
    name: stage,
    namespace: region.namespace,
    source: FLUX_SOURCE,
    folder: `control-plane/${region.name}/${stage}`,
    dependsOn: resolveDependencies(controlStageTable, stage, filled),
    timeoutMinutes: row.timeoutMinutes,
    prune: !row.holdsData,
    orphan: row.holdsData,
    serviceAccountName: stageAccountName(stage),
    wait: waits,
    healthChecks: !waits
      ? []
      : checkManagedResources([...new Set(listManagedKinds([kinds]).map((kind) => kind.apiVersion))]),
  });
}

/** A wait would hold one of the controller's few workers, which the Kustomizations in the stage need. */
function holdsKustomizations(kinds: KindsByNamespace): boolean {
  return [...kinds.values()].flat().some(({ kind }) => kind === 'Kustomization');
}

function addNamespace(stages: StageCharts, region: Region): void {
  new kplus.Namespace(stages.control.flux, 'namespace', {
    metadata: {
      name: region.namespace,
      labels: { [REGION_LABEL]: region.name },
      // Deleting the namespace would delete every managed resource in it.
      annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    },
  });
}

function* listFilledStages(
  stages: StageCharts,
  index: KindIndex,
): Generator<[AppliedControlStage, KindsByNamespace]> {
  for (const stage of controlStages.filter(isApplied)) {
    const kinds = listKinds(stages.control[stage], index);
    if (kinds.size > 0) yield [stage, kinds];
  }
}

/** Managed kinds in the groups of a stage that no stage renders: a change may have taken away the last one. */
function listLeftovers(
  kinds: KindsByNamespace,
  rendered: readonly KindDefinition<unknown>[],
  index: KindIndex,
): readonly KindDefinition<unknown>[] {
  const groups = new Set(listManagedKinds([kinds]).map((kind) => kind.group));
  return [...groups].flatMap((group) => index.listGroup(group)).filter((kind) => !rendered.includes(kind));
}

function isApplied(stage: ControlStage): stage is AppliedControlStage {
  return stage !== 'flux';
}

function listManagedKinds(stages: readonly KindsByNamespace[]): readonly KindDefinition<unknown>[] {
  const kinds = stages.flatMap((kindsByNamespace) => [...kindsByNamespace.values()].flat());
  return [...new Set(kinds)].filter((kind) => isManagedGroup(kind.group));
}
