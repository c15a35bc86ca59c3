/** A field that an API server does not let anybody change. */
export interface TransitionRule {
  /** Group and kind, such as `karpenter.sh NodePool`; a core kind has no group: ` Service`. */
  readonly kind: string;
  /** Path of the field without positions, such as `spec.template.spec.nodeClassRef.group`. */
  readonly path: string;
  readonly reason: string;
  /** Where it is written. */
  readonly source: string;
}

const KUBERNETES = 'Kubernetes API validation';

/**
 * Fields of the rendered kinds that an API server refuses to change: the transition rules of the CRDs, and Kubernetes' own.
 *
 * Those of the CRDs are compared with the CRDs of every library by a test.
 */
export const transitionRules: readonly TransitionRule[] = [
  ...['group', 'kind'].map((field) => ({
    kind: 'karpenter.sh NodePool',
    path: `spec.template.spec.nodeClassRef.${field}`,
    reason: `nodeClassRef.${field} is immutable`,
    source: 'CRD nodepools.karpenter.sh, x-kubernetes-validations',
  })),
  {
    kind: 'karpenter.sh NodePool',
    path: 'spec.replicas',
    reason:
      'Cannot transition NodePool between static (replicas set) and dynamic (replicas unset) provisioning modes',
    source: 'CRD nodepools.karpenter.sh, x-kubernetes-validations',
  },
  {
    kind: 'karpenter.sh NodeClaim',
    path: 'spec',
    reason: 'spec is immutable',
    source: 'CRD nodeclaims.karpenter.sh, x-kubernetes-validations',
  },
  ...['ClusterRoleBinding', 'RoleBinding'].map((kind) => ({
    kind: `rbac.authorization.k8s.io ${kind}`,
    path: 'roleRef',
    reason: 'a binding keeps its role',
    source: KUBERNETES,
  })),
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    kind: `apps ${kind}`,
    path: 'spec.selector',
    reason: 'a workload keeps its selector',
    source: KUBERNETES,
  })),
  ...['serviceName', 'volumeClaimTemplates', 'podManagementPolicy'].map((field) => ({
    kind: 'apps StatefulSet',
    path: `spec.${field}`,
    reason: `a StatefulSet keeps its ${field}`,
    source: KUBERNETES,
  })),
  ...['selector', 'template', 'completionMode'].map((field) => ({
    kind: 'batch Job',
    path: `spec.${field}`,
    reason: `a Job keeps its ${field}`,
    source: KUBERNETES,
  })),
  ...['clusterIP', 'clusterIPs'].map((field) => ({
    kind: ' Service',
    path: `spec.${field}`,
    reason: 'a Service keeps its address',
    source: KUBERNETES,
  })),
  ...['accessModes', 'storageClassName', 'volumeName', 'selector'].map((field) => ({
    kind: ' PersistentVolumeClaim',
    path: `spec.${field}`,
    reason: `a claim keeps its ${field}`,
    source: KUBERNETES,
  })),
  { kind: ' Secret', path: 'type', reason: 'a Secret keeps its type', source: KUBERNETES },
  ...['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].map((field) => ({
    kind: 'storage.k8s.io StorageClass',
    path: field,
    reason: `a storage class keeps its ${field}`,
    source: KUBERNETES,
  })),
  ...['group', 'scope'].map((field) => ({
    kind: 'apiextensions.k8s.io CustomResourceDefinition',
    path: `spec.${field}`,
    reason: `a CRD keeps its ${field}`,
    source: KUBERNETES,
  })),
];

/** A list whose items have keys. */
export interface KeyedList {
  /** Group and kind. */
  readonly kind: string;
  /** Last names of the path; a list at any path that ends in them is meant. */
  readonly path: string;
  readonly keys: readonly string[];
}

/** Lists of a pod and their keys, wherever a pod's template stands. Source: Kubernetes' OpenAPI, x-kubernetes-list-map-keys. */
const podLists: readonly Omit<KeyedList, 'kind'>[] = [
  ...[
    'containers',
    'initContainers',
    'ephemeralContainers',
    'imagePullSecrets',
    'volumes',
    'resourceClaims',
    'schedulingGates',
  ].map((path) => ({ path, keys: ['name'] })),
  { path: 'hostAliases', keys: ['ip'] },
  { path: 'topologySpreadConstraints', keys: ['topologyKey', 'whenUnsatisfiable'] },
  { path: 'env', keys: ['name'] },
  { path: 'resources.claims', keys: ['name'] },
  { path: 'volumeDevices', keys: ['devicePath'] },
  { path: 'volumeMounts', keys: ['mountPath'] },
];

/** Lists of the rendered kinds with keys of their own. Source: x-kubernetes-list-map-keys. */
const ownLists: readonly KeyedList[] = [
  // No key in the schema; the order of rules means nothing, and what they are about tells them apart.
  ...['ClusterRole', 'Role'].map((kind) => ({
    kind: `rbac.authorization.k8s.io ${kind}`,
    path: 'rules',
    keys: ['apiGroups', 'resources', 'resourceNames'],
  })),
  { kind: ' Service', path: 'spec.ports', keys: ['port', 'protocol'] },
  { kind: ' ServiceAccount', path: 'secrets', keys: ['name'] },
  { kind: 'apiextensions.k8s.io CustomResourceDefinition', path: 'spec.versions', keys: ['name'] },
];

/** Kinds that hold a pod's template. */
const POD_KINDS =
  /^(?: Pod|apps (?:DaemonSet|Deployment|ReplicaSet|StatefulSet)|batch (?:CronJob|Job)|pkg\.crossplane\.io DeploymentRuntimeConfig)$/;

/** Gives the key fields of the list at a path of a kind; undefined where its items have none. */
export function listKeysOf(kind: string, path: string): readonly string[] | undefined {
  const own = ownLists.find((list) => list.kind === kind && list.path === path);
  if (own !== undefined) return own.keys;
  if (!POD_KINDS.test(kind)) return undefined;
  if (path.endsWith('containers.ports') || path.endsWith('Containers.ports'))
    return ['containerPort', 'protocol'];
  return podLists.find((list) => path.endsWith(`.${list.path}`))?.keys;
}

/** Gives the rule that forbids a change of the field at a path; undefined where there is none. */
export function findTransitionRule(kind: string, path: string): TransitionRule | undefined {
  return transitionRules.find(
    (rule) =>
      rule.kind === kind &&
      (path === rule.path || path.startsWith(`${rule.path}.`) || rule.path.startsWith(`${path}.`)),
  );
}
