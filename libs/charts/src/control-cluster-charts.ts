import type { Cloud } from '@atoll/cloud';
import { addGitSource, addKustomization, checkProviders } from '@atoll/flux';
import { App, Chart } from 'cdk8s';
import { addRootAccount, ROOT_ACCOUNT } from './control-cluster-account.ts';
import { FLUX_NAMESPACE } from './flux-names.ts';
import type { HalfChart } from './region-charts.ts';

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
    readonly intervalMinutes: number;
  };
  /** Each cloud in use with the organization's block for it. */
  readonly clouds: readonly { readonly cloud: Cloud; readonly organization: unknown }[];
}

/** GitRepository and first Kustomization of a control cluster. */
const SOURCE = 'atoll';

/** Kustomization of the providers. */
const PROVIDERS = 'atoll-providers';

/** Providers are pulled and started: a family has about ten packages. */
const PROVIDERS_TIMEOUT_MINUTES = 15;

/** A root Kustomization applies a few dozen small objects. */
const ROOT_TIMEOUT_MINUTES = 10;

/**
 * Builds the charts of a control cluster: `clusters/<name>/{flux,providers,regions}`.
 *
 * `flux` is applied once by a person and by itself from then on. Its GitRepository follows the branch `cluster/<name>`,
 * which moves only when this folder or a stage `flux` of one of its regions changes, so that a push to one region does not
 * wake the others.
 */
export function buildControlClusterCharts(cluster: ControlCluster): readonly HalfChart[] {
  const app = new App();
  const folder = `clusters/${cluster.name}`;
  const [flux, providers, regions] = [
    new Chart(app, 'flux'),
    new Chart(app, 'providers'),
    new Chart(app, 'regions'),
  ];
  addClusterFlux(flux, cluster, folder);
  for (const { cloud, organization } of cluster.clouds) {
    const inCloud = cluster.regions.filter((region) => region.cloud === cloud.name);
    const groups = [...new Set(inCloud.flatMap((region) => region.managedGroups))].sort();
    cloud.buildControlCluster(providers, { organization, groups });
  }
  for (const region of cluster.regions) addRoot(regions, region.name);
  return [
    { folder: `${folder}/flux`, chart: flux },
    { folder: `${folder}/providers`, chart: providers },
    { folder: `${folder}/regions`, chart: regions },
  ];
}

function addClusterFlux(chart: Chart, cluster: ControlCluster, folder: string): void {
  addRootAccount(chart);
  addGitSource(chart, {
    name: SOURCE,
    namespace: FLUX_NAMESPACE,
    url: cluster.deploy.repository,
    branch: `cluster/${cluster.name}`,
    folders: [folder, ...cluster.regions.map((region) => `control-plane/${region.name}/flux`)],
    intervalMinutes: cluster.deploy.intervalMinutes,
    secretName: cluster.deploy.secretName,
  });
  const applied = {
    namespace: FLUX_NAMESPACE,
    source: SOURCE,
    orphan: true,
    serviceAccountName: ROOT_ACCOUNT,
  };
  addKustomization(chart, {
    ...applied,
    name: 'atoll',
    folder: `${folder}/flux`,
    dependsOn: [],
    timeoutMinutes: ROOT_TIMEOUT_MINUTES,
    prune: false,
    healthChecks: [],
  });
  addKustomization(chart, {
    ...applied,
    name: PROVIDERS,
    folder: `${folder}/providers`,
    dependsOn: [],
    timeoutMinutes: PROVIDERS_TIMEOUT_MINUTES,
    // A provider that is pruned strands or deletes everything that it made.
    prune: false,
    healthChecks: checkProviders(),
  });
  addKustomization(chart, {
    ...applied,
    name: 'atoll-regions',
    folder: `${folder}/regions`,
    dependsOn: [PROVIDERS],
    timeoutMinutes: ROOT_TIMEOUT_MINUTES,
    prune: true,
    healthChecks: [],
  });
}

/** The root Kustomization of a region: it applies stage `flux`, which holds the other stages. */
function addRoot(chart: Chart, region: string): void {
  addKustomization(chart, {
    name: `region-${region}`,
    namespace: FLUX_NAMESPACE,
    source: SOURCE,
    folder: `control-plane/${region}/flux`,
    dependsOn: [],
    timeoutMinutes: ROOT_TIMEOUT_MINUTES,
    prune: true,
    orphan: true,
    serviceAccountName: ROOT_ACCOUNT,
    healthChecks: [],
  });
}
