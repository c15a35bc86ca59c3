import { AGENT_NAMESPACE } from '@atoll/agent-model';
import type { Cloud } from '@atoll/cloud';
import { addGitSource, addKustomization, checkProviders } from '@atoll/flux';
import { App, Chart } from 'cdk8s';
import { addControlClusterAccounts } from './control-cluster-account.ts';
import { addControlClusterAgent, type ControlClusterAgent } from './control-cluster-agent.ts';
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
  /** Undefined: there is none, and nothing of it is rendered. */
  readonly agent: ControlClusterAgent | undefined;
  /** Each cloud in use with the organization's block for it. */
  readonly clouds: readonly { readonly cloud: Cloud; readonly organization: unknown }[];
}

/** GitRepository and first Kustomization of a control cluster. */
const SOURCE = 'atoll';

/** Kustomization of the providers. */
const PROVIDERS = 'atoll-providers';

/** Kustomization of Atoll's own custom resource definitions. */
const CRDS = 'atoll-crds';

/** Folder and Kustomization of the guard's rule. */
const GUARD_POLICY = 'guard-policy' as const;

/** Folders that Kustomizations of a control cluster apply, beside `flux`. */
const stages = [GUARD_POLICY, 'guard', 'providers', 'crds', 'agent', 'regions'] as const;

/** Of these nothing is ever pruned: with a provider or a definition would go all that it stands for. */
const KEPT: ReadonlySet<string> = new Set(['providers', 'crds']);

/** Providers are pulled and started: a family has about ten packages. */
const PROVIDERS_TIMEOUT_MINUTES = 15;

/** A root Kustomization applies a few dozen small objects and does not wait for them. */
const ROOT_TIMEOUT_MINUTES = 10;

/**
 * Builds the charts of a control cluster: `clusters/<name>/{flux,guard-policy,guard,providers,crds,agent,regions}`.
 *
 * `flux` is applied once by a person and by itself from then on. Its GitRepository follows the branch `cluster/<name>`,
 * which moves only when this folder or a stage `flux` of one of its regions changes, so that a push to one region does not
 * wake the others.
 */
export function buildControlClusterCharts(cluster: ControlCluster): readonly HalfChart[] {
  const app = new App();
  const folder = `clusters/${cluster.name}`;
  const charts = makeCharts(app);
  const { flux, providers, regions } = charts;
  const clouds = cluster.clouds.map(({ cloud, organization }) => {
    const inCloud = cluster.regions.filter((region) => region.cloud === cloud.name);
    const groups = [...new Set(inCloud.flatMap((region) => region.managedGroups))].sort();
    cloud.buildControlCluster(providers, { organization, groups });
    return { cloud, groups };
  });
  for (const region of cluster.regions) addRoot(regions, region.name);
  addControlClusterGuard(
    { policy: charts[GUARD_POLICY], guard: charts.guard },
    {
      accounts: stages.map(stageAccountName),
      systemUsers: cluster.clouds.flatMap(({ cloud }) => cloud.users.system),
      places: cluster.agent === undefined ? [] : [AGENT_NAMESPACE],
    },
  );
  addControlClusterAccounts(flux);
  if (cluster.agent !== undefined)
    addControlClusterAgent(charts, { ...cluster.agent, deploy: cluster.deploy, clouds });
  const index = indexKinds(cluster.clouds.flatMap(({ cloud }) => schemaSetsOf(cloud)));
  const filled = stages.filter((stage) => listKinds(charts[stage], index).size > 0);
  for (const stage of filled)
    addAccount(flux, stage, { kinds: listKinds(charts[stage], index), prune: !KEPT.has(stage) });
  addClusterFlux(flux, cluster, folder);
  return ['flux' as const, ...filled].map((stage) => ({
    folder: `${folder}/${stage}`,
    chart: charts[stage],
  }));
}

function makeCharts(app: App): Readonly<Record<(typeof stages)[number] | 'flux', Chart>> {
  const names = ['flux' as const, ...stages];
  return Object.fromEntries(names.map((name) => [name, new Chart(app, name)])) as ReturnType<
    typeof makeCharts
  >;
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
  if (cluster.agent !== undefined) addAgentKustomizations(chart, folder);
  addKustomization(chart, {
    ...applied('atoll-regions', `${folder}/regions`),
    serviceAccountName: stageAccountName('regions'),
    dependsOn: cluster.agent === undefined ? [PROVIDERS] : [PROVIDERS, CRDS],
  });
}

/** Regions wait for the definitions alone: what watches them must not hold them up. */
function addAgentKustomizations(chart: Chart, folder: string): void {
  addKustomization(chart, {
    ...applied(CRDS, `${folder}/crds`),
    serviceAccountName: stageAccountName('crds'),
    prune: false,
    wait: true,
  });
  addKustomization(chart, {
    ...applied('atoll-agent', `${folder}/agent`),
    serviceAccountName: stageAccountName('agent'),
    dependsOn: [CRDS],
    orphan: false,
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
