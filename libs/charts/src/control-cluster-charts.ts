import type { Cloud } from '@atoll/cloud';
import { addGitSource, addKustomization, checkProviders } from '@atoll/flux';
import { App, Chart } from 'cdk8s';
import { addControlClusterAccounts } from './control-cluster-account.ts';
import { addControlClusterGuard } from './control-cluster-guard.ts';
import { CLUSTER_ACCOUNT, FLUX_NAMESPACE, ROOT_ACCOUNT } from './flux-names.ts';
import { type HalfChart, schemaSetsOf } from './region-charts.ts';
import { addStageAccount, stageAccountName } from './stage-account.ts';
import { indexKinds, type KindsByNamespace, listKinds } from './stage-objects.ts';

/** What a control cluster has to know of one of its regions. */
export interface ControlClusterRegion {
  readonly name: string;
  readonly cloud: string;
  readonly managedGroups: readonly string[];
}

/** A control cluster: what all its regions share. */
export interface ControlCluster {
  readonly name: string;
  readonly regions: readonly ControlClusterRegion[];
  readonly deploy: {
    readonly repository: string;
    readonly secretName: string | undefined;
    readonly verifySecretName: string | undefined;
    readonly intervalMinutes: number;
  };
  /** Each cloud in use with the organization's block for it. */
  readonly clouds: readonly { readonly cloud: Cloud; readonly organization: unknown }[];
}

/** GitRepository and first Kustomization of a control cluster. */
const SOURCE = 'atoll';

/** Kustomization of the providers. */
const PROVIDERS = 'atoll-providers';

/** Folder and Kustomization of the guard's rule. */
const GUARD_POLICY = 'guard-policy';

/** Providers are pulled and started: a family has about ten packages. */
const PROVIDERS_TIMEOUT_MINUTES = 15;

/** A root Kustomization applies a few dozen small objects and does not wait for them. */
const ROOT_TIMEOUT_MINUTES = 10;

/**
 * Builds the charts of a control cluster: `clusters/<name>/{flux,guard-policy,guard,providers,regions}`.
 *
 * `flux` is applied once by a person and by itself from then on. Its GitRepository follows the branch `cluster/<name>`,
 * which moves only when this folder or a stage `flux` of one of its regions changes, so that a push to one region does not
 * wake the others.
 */
export function buildControlClusterCharts(cluster: ControlCluster): readonly HalfChart[] {
  const app = new App();
  const folder = `clusters/${cluster.name}`;
  const [flux, policy, guard, providers, regions] = [
    new Chart(app, 'flux'),
    new Chart(app, GUARD_POLICY),
    new Chart(app, 'guard'),
    new Chart(app, 'providers'),
    new Chart(app, 'regions'),
  ];
  for (const { cloud, organization } of cluster.clouds) {
    const inCloud = cluster.regions.filter((region) => region.cloud === cloud.name);
    const groups = [...new Set(inCloud.flatMap((region) => region.managedGroups))].sort();
    cloud.buildControlCluster(providers, { organization, groups });
  }
  for (const region of cluster.regions) addRoot(regions, region.name);
  const index = indexKinds(cluster.clouds.flatMap(({ cloud }) => schemaSetsOf(cloud)));
  addControlClusterGuard(
    { policy, guard },
    {
      accounts: [GUARD_POLICY, 'guard', 'providers', 'regions'].map(stageAccountName),
      systemUsers: cluster.clouds.flatMap(({ cloud }) => cloud.users.system),
    },
  );
  addControlClusterAccounts(flux);
  addAccount(flux, GUARD_POLICY, { kinds: listKinds(policy, index), prune: true });
  addAccount(flux, 'guard', { kinds: listKinds(guard, index), prune: true });
  addAccount(flux, 'providers', { kinds: listKinds(providers, index), prune: false });
  addAccount(flux, 'regions', { kinds: listKinds(regions, index), prune: true });
  addClusterFlux(flux, cluster, folder);
  return [
    { folder: `${folder}/flux`, chart: flux },
    { folder: `${folder}/${GUARD_POLICY}`, chart: policy },
    { folder: `${folder}/guard`, chart: guard },
    { folder: `${folder}/providers`, chart: providers },
    { folder: `${folder}/regions`, chart: regions },
  ];
}

function addClusterFlux(chart: Chart, cluster: ControlCluster, folder: string): void {
  addGitSource(chart, {
    name: SOURCE,
    namespace: FLUX_NAMESPACE,
    url: cluster.deploy.repository,
    branch: `cluster/${cluster.name}`,
    folders: [folder, ...cluster.regions.map((region) => `control-plane/${region.name}/flux`)],
    intervalMinutes: cluster.deploy.intervalMinutes,
    secretName: cluster.deploy.secretName,
    verifySecretName: cluster.deploy.verifySecretName,
  });
  addKustomization(chart, {
    ...applied('atoll', `${folder}/flux`),
    serviceAccountName: CLUSTER_ACCOUNT,
    prune: false,
  });
  addGuardKustomizations(chart, folder);
  addKustomization(chart, {
    ...applied(PROVIDERS, `${folder}/providers`),
    serviceAccountName: stageAccountName('providers'),
    timeoutMinutes: PROVIDERS_TIMEOUT_MINUTES,
    // A provider that is pruned strands or deletes everything that it made.
    prune: false,
    wait: true,
    healthChecks: checkProviders(),
  });
  addKustomization(chart, {
    ...applied('atoll-regions', `${folder}/regions`),
    serviceAccountName: stageAccountName('regions'),
    dependsOn: [PROVIDERS],
  });
}

/** Two, since Flux could not even try the bindings of a policy that it is about to bring. */
function addGuardKustomizations(chart: Chart, folder: string): void {
  addKustomization(chart, {
    ...applied(`atoll-${GUARD_POLICY}`, `${folder}/${GUARD_POLICY}`),
    serviceAccountName: stageAccountName(GUARD_POLICY),
  });
  addKustomization(chart, {
    ...applied('atoll-guard', `${folder}/guard`),
    serviceAccountName: stageAccountName('guard'),
    dependsOn: [`atoll-${GUARD_POLICY}`],
  });
}

function addAccount(
  chart: Chart,
  stage: string,
  { kinds, prune }: { readonly kinds: KindsByNamespace; readonly prune: boolean },
): void {
  addStageAccount(chart, { stage, namespace: FLUX_NAMESPACE, kinds, prune, leftovers: [] });
}

/** What the Kustomizations of a control cluster have in common: they apply, prune, orphan, and wait for nothing. */
function applied(name: string, folder: string) {
  return {
    name,
    namespace: FLUX_NAMESPACE,
    source: SOURCE,
    folder,
    dependsOn: [],
    timeoutMinutes: ROOT_TIMEOUT_MINUTES,
    prune: true,
    orphan: true,
    wait: false,
    healthChecks: [],
  };
}

/** The root Kustomization of a region: it applies stage `flux`, which holds the other stages. */
function addRoot(chart: Chart, region: string): void {
  addKustomization(chart, {
    ...applied(`region-${region}`, `control-plane/${region}/flux`),
    serviceAccountName: ROOT_ACCOUNT,
  });
}
