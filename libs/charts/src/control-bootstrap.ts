import type { StageCharts } from '@atoll/cloud';
import { addKustomization, HelmRelease, HelmRepository } from '@atoll/flux';
import { helmCharts } from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import { TypedObject } from '@atoll/typed-object';
import { FLUX_NAMESPACE, FLUX_SOURCE, hasOwnRepository, OWN_SOURCE } from './flux-names.ts';

/** The tokens in a cluster's kubeconfig live 15 minutes at most, so a remote apply has to be quicker. */
const REMOTE_TIMEOUT_MINUTES = 5;

/** Name of the Helm release and of its repository. */
const RELEASE = 'flux2';

/** A Helm release as somebody installs it by hand. */
export interface HelmInstallation {
  readonly release: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  /** Helm repository. */
  readonly url: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Gives how Flux is installed into a region's cluster: what the HelmRelease below says, for an owner who does it by hand. */
export function fluxInstallation(): HelmInstallation {
  return { release: RELEASE, namespace: FLUX_NAMESPACE, ...helmCharts.flux2, values: fluxValues() };
}

/**
 * Adds to stage `bootstrap` what installs Flux into the region's cluster and keeps its configuration.
 *
 * The region's Flux belongs to the control cluster: this Kustomization applies `regions/<region>/flux`, the region's Flux
 * applies every other stage and never `flux`, or two owners would flip its labels for ever.
 *
 * @param kubeconfigSecret Secret in the region's namespace, key `kubeconfig`
 */
export function addControlBootstrap(stages: StageCharts, region: Region, kubeconfigSecret: string): void {
  const chart = stages.control.bootstrap;
  const { chart: chartName, version, url } = helmCharts.flux2;
  new TypedObject(chart, 'helm-repository', HelmRepository, {
    name: RELEASE,
    namespace: region.namespace,
    spec: { url, interval: '24h' },
  });
  new TypedObject(chart, 'helm-release', HelmRelease, {
    name: RELEASE,
    namespace: region.namespace,
    spec: {
      interval: '30m',
      timeout: `${REMOTE_TIMEOUT_MINUTES}m`,
      chart: { spec: { chart: chartName, version, sourceRef: { kind: 'HelmRepository', name: RELEASE } } },
      releaseName: RELEASE,
      targetNamespace: FLUX_NAMESPACE,
      storageNamespace: FLUX_NAMESPACE,
      kubeConfig: { secretRef: { name: kubeconfigSecret, key: 'kubeconfig' } },
      install: {
        createNamespace: true,
        crds: 'CreateReplace',
        strategy: { name: 'RetryOnFailure', retryInterval: '5m' },
      },
      upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
      driftDetection: { mode: 'enabled' },
      values: fluxValues(),
    },
  });
  addKustomization(chart, {
    name: 'region-flux',
    namespace: region.namespace,
    source: hasOwnRepository(region) ? OWN_SOURCE : FLUX_SOURCE,
    folder: `regions/${region.name}/flux`,
    dependsOn: [],
    timeoutMinutes: REMOTE_TIMEOUT_MINUTES,
    prune: true,
    orphan: true,
    // The kubeconfig's own identity acts: an account to impersonate would have to stand in the region's cluster first.
    serviceAccountName: undefined,
    wait: false,
    healthChecks: [],
    kubeconfigSecret,
  });
}

/** The region runs what its manifests need: no image automation, and every Kustomization acts as an account of its own. */
function fluxValues(): Readonly<Record<string, unknown>> {
  return {
    imageAutomationController: { create: false },
    imageReflectionController: { create: false },
    multitenancy: { enabled: true, defaultServiceAccount: 'default', privileged: true },
  };
}
