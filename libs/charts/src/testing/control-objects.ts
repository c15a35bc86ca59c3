/** An object of a control cluster, as it is sent. */
export interface ControlObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: object };
  readonly [field: string]: unknown;
}

/** A request that makes something. */
export interface Creation {
  readonly method: 'POST';
  readonly path: string;
  readonly body: unknown;
}

/** Gives an object as a Kustomization, `<namespace>/<name>`, holds it. */
export function heldBy(kustomization: string, object: ControlObject): ControlObject {
  const [namespace, name] = kustomization.split('/');
  const group = 'kustomize.toolkit.fluxcd.io';
  const { labels } = object.metadata as { labels?: object };
  const all = { ...labels, [`${group}/name`]: name, [`${group}/namespace`]: namespace };
  return { ...object, metadata: { ...object.metadata, labels: all } };
}

/** A Namespace. */
export function toNamespace(name: string, labels: object): ControlObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A ServiceAccount. */
export function toAccount(namespace: string, name: string): ControlObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

/** Asks for a token of a ServiceAccount. */
export function toToken(namespace: string, account: string): Creation {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
  return {
    method: 'POST',
    path,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  };
}

/** A ConfigMap in Flux's namespace. */
export function toConfigMap(name: string): ControlObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'flux-system' } };
}

/** A Kustomization in Flux's namespace that somebody makes by hand. */
export function toKustomization(name: string, serviceAccountName?: string): ControlObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: {
      ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
      interval: '5m',
      prune: false,
      sourceRef: { kind: 'GitRepository', name: 'mine' },
    },
  };
}

/** A managed resource in the namespace of a region. */
export function toVpc(region: string, name = `atoll-${region}-vpc`): ControlObject {
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind: 'VPC',
    metadata: { name, namespace: `region-${region}` },
    spec: { forProvider: { region: 'eu-west-1', cidrBlock: '10.0.0.0/16' } },
  };
}
