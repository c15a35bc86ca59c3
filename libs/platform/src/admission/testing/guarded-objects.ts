/** An object as it is sent. */
export interface GuardedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
  };
  readonly [field: string]: unknown;
}

type Labels = Readonly<Record<string, string>>;

/** What Flux puts on all that Kustomization `platform` holds. */
export const BY_FLUX = {
  'kustomize.toolkit.fluxcd.io/name': 'platform',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};

/** What it puts on all that the control cluster's HelmRelease holds. */
export const BY_HELM = {
  'helm.toolkit.fluxcd.io/name': 'flux2',
  'helm.toolkit.fluxcd.io/namespace': 'region-one',
};

/** A Deployment of one pod. */
export function toDeployment(name: string, namespace: string, labels: Labels): GuardedObject {
  const selector = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: { containers: [{ name: 'main', image: 'registry.example.com/main@sha256:0' }] },
      },
    },
  };
}

/** A ConfigMap in namespace `apps`. */
export function toConfigMap(name: string, labels: Labels): GuardedObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'apps', labels },
    data: { a: 'b' },
  };
}

/** A Lease in namespace `default`. */
export function toLease(name: string): GuardedObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: 'default' },
    spec: { holderIdentity: 'a' },
  };
}

/** An Event in Flux's namespace. */
export function toEvent(name: string): GuardedObject {
  const namespace = 'flux-system';
  const involvedObject = { kind: 'Pod', namespace, name };
  return { apiVersion: 'v1', kind: 'Event', metadata: { name, namespace }, involvedObject };
}

/** A Secret in Flux's namespace. */
export function toSecret(name: string): GuardedObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'flux-system' } };
}
