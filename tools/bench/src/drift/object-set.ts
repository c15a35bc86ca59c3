/** An object of Kubernetes as it is written and answered. */
export interface BenchObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Up to this many namespaces of a kind are watched one by one. */
export const NAMESPACES = ['shop-0', 'shop-1', 'shop-2', 'shop-3', 'shop-4'];

/** Kinds of the set, with the paths of their collections. */
export const COLLECTIONS = [
  { kind: 'ConfigMap', plural: 'configmaps', root: '/api/v1' },
  { kind: 'Deployment', plural: 'deployments', root: '/apis/apps/v1' },
  { kind: 'ServiceAccount', plural: 'serviceaccounts', root: '/api/v1' },
] as const;

/** Of ten objects two are Deployments, one is a ServiceAccount, and seven are ConfigMaps. */
const [A_DEPLOYMENT, A_SERVICE_ACCOUNT, OF_TEN] = [2, 3, 10];
const VARIABLES = 12;

/** Gives the objects that Git wants, with the labels that Flux adds. */
export function listObjects(count: number, labels: Readonly<Record<string, string>>): readonly BenchObject[] {
  return Array.from({ length: count }, (_, index) => toObject(index, labels));
}

/** Gives the path of an object in the API. */
export function pathOf({ kind, metadata }: BenchObject): string {
  const { root, plural } = COLLECTIONS.find((each) => each.kind === kind) ?? COLLECTIONS[0];
  return `${root}/namespaces/${metadata.namespace}/${plural}/${metadata.name}`;
}

function toObject(index: number, labels: Readonly<Record<string, string>>): BenchObject {
  const namespace = NAMESPACES[index % NAMESPACES.length] ?? '';
  const metadata = { name: `object-${index}`, namespace, labels };
  const turn = index % OF_TEN;
  if (turn < A_DEPLOYMENT) return toDeployment(metadata);
  if (turn < A_SERVICE_ACCOUNT) return { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
  const keys = Array.from({ length: VARIABLES }, (_, key) => [`key-${key}`, `value ${key} of ${index}`]);
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: Object.fromEntries(keys) };
}

function toDeployment(metadata: BenchObject['metadata']): BenchObject {
  const app = { app: metadata.name };
  const env = Array.from({ length: VARIABLES }, (_, key) => ({ name: `KEY_${key}`, value: `value ${key}` }));
  const resources = { requests: { cpu: '100m', memory: '128Mi' } };
  const containers = [{ name: 'app', image: 'shop:1', env, resources }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: { ...app } },
      template: { metadata: { labels: { ...app } }, spec: { containers } },
    },
  };
}
