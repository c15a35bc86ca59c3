import { type RegionStage, regionStages, type StageCharts } from '@atoll/cloud';
import { addGitSource, addKustomization } from '@atoll/flux';
import type { Region } from '@atoll/region-model';
import { FLUX_NAMESPACE, FLUX_SOURCE } from './flux-names.ts';
import { addStageAccount, stageAccountName } from './stage-account.ts';
import { type KindIndex, type KindsByNamespace, listKinds } from './stage-objects.ts';
import { type AppliedRegionStage, regionStageTable, resolveDependencies } from './stage-table.ts';

/** Fills stage `flux` of the region's half: GitRepository, and account and Kustomization of each stage with objects. */
export function addRegionFlux(stages: StageCharts, region: Region, index: KindIndex): void {
  const chart = stages.region.flux;
  addGitSource(chart, {
    name: FLUX_SOURCE,
    namespace: FLUX_NAMESPACE,
    url: region.deploy.regionRepository,
    branch: region.deploy.branch,
    folders: [`regions/${region.name}`],
    intervalMinutes: region.deploy.intervalMinutes,
    secretName: region.deploy.secretName,
    verifySecretName: region.deploy.verifySecretName,
  });
  const filled = new Map(listFilledStages(stages, index));
  for (const [stage, kinds] of filled) {
    const row = regionStageTable[stage];
    addStageAccount(chart, {
      stage,
      namespace: FLUX_NAMESPACE,
      kinds,
      prune: !row.holdsData,
      leftovers: [],
    });
    addKustomization(chart, {
      name: stage,
      namespace: FLUX_NAMESPACE,
      source: FLUX_SOURCE,
      folder: `regions/${region.name}/${stage}`,
      dependsOn: resolveDependencies(regionStageTable, stage, new Set(filled.keys())),
      timeoutMinutes: row.timeoutMinutes,
      prune: !row.holdsData,
      orphan: row.holdsData,
      serviceAccountName: stageAccountName(stage),
      wait: true,
      healthChecks: [],
    });
  }
}

function* listFilledStages(
  stages: StageCharts,
  index: KindIndex,
): Generator<[AppliedRegionStage, KindsByNamespace]> {
  for (const stage of regionStages.filter(isApplied)) {
    const kinds = listKinds(stages.region[stage], index);
    if (kinds.size > 0) yield [stage, kinds];
  }
}

function isApplied(stage: RegionStage): stage is AppliedRegionStage {
  return stage !== 'flux';
}
