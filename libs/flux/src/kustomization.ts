import { TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import type { HealthCheck } from './health-checks.ts';
import { Kustomization } from './schemas/index.ts';

/** How often Flux compares what it applied with what is there, besides every change of the source. */
const RECONCILE_INTERVAL = '30m';

/** How soon a failed or waiting reconcile is tried again. */
const RETRY_INTERVAL = '2m';

/** A folder of the deploy repository that Flux applies as it is. */
export interface KustomizationProps {
  readonly name: string;
  readonly namespace: string;
  /** GitRepository in the same namespace. */
  readonly source: string;
  /** Folder from the root of the repository. */
  readonly folder: string;
  /** Kustomizations of the same namespace that have to be ready first. */
  readonly dependsOn: readonly string[];
  readonly timeoutMinutes: number;
  /** False where the stage holds data: a file that vanishes from Git must not delete it. */
  readonly prune: boolean;
  /** What happens to the objects when this Kustomization itself is deleted: by default they stay. */
  readonly orphan: boolean;
  /** ServiceAccount that Flux acts as; undefined only for a Kustomization with a kubeconfig. */
  readonly serviceAccountName: string | undefined;
  /**
   * Whether Flux waits until everything is healthy.
   *
   * False where the folder holds Kustomizations: a wait holds one of the controller's few workers, which those need.
   */
  readonly wait: boolean;
  readonly healthChecks: readonly HealthCheck[];
  /** Secret with the kubeconfig of another cluster, key `kubeconfig`; undefined for this cluster. */
  readonly kubeconfigSecret?: string;
}

/**
 * Adds a Kustomization to a chart.
 *
 * No postBuild, patches, targetNamespace, images or commonMetadata: what stands in Git is what is applied. Never `force`:
 * it recreates objects, and a recreated managed resource is a deleted database.
 */
export function addKustomization(chart: Chart, props: KustomizationProps): void {
  new TypedObject(chart, `kustomization-${props.name}`, Kustomization, {
    name: props.name,
    namespace: props.namespace,
    spec: {
      interval: RECONCILE_INTERVAL,
      retryInterval: RETRY_INTERVAL,
      timeout: `${props.timeoutMinutes}m`,
      path: `./${props.folder}`,
      sourceRef: { kind: 'GitRepository', name: props.source },
      prune: props.prune,
      deletionPolicy: props.orphan ? 'Orphan' : 'MirrorPrune',
      wait: props.wait,
      ...(props.dependsOn.length === 0 ? {} : { dependsOn: props.dependsOn.map((name) => ({ name })) }),
      ...(props.healthChecks.length === 0 ? {} : { healthCheckExprs: props.healthChecks }),
      ...(props.serviceAccountName === undefined ? {} : { serviceAccountName: props.serviceAccountName }),
      ...(props.kubeconfigSecret === undefined
        ? {}
        : { kubeConfig: { secretRef: { name: props.kubeconfigSecret, key: 'kubeconfig' } } }),
    },
  });
}
