/** Some resources of one API group, and what may be done to them. */
export interface ElevatedRule {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'];

const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/**
 * What the ClusterRole `edit` of Kubernetes holds beyond `view`, without its two ways to act as any ServiceAccount:
 * `impersonate`, and tokens.
 *
 * Flux writes under accounts of its own, so whoever may take one past the guard writes what Atoll renders. Source: Kubernetes
 * 1.36, plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go, `editRules`.
 */
export const elevatedRules: readonly ElevatedRule[] = [
  {
    group: '',
    resources: ['pods/attach', 'pods/proxy', 'pods/exec', 'pods/portforward', 'secrets', 'services/proxy'],
    verbs: READ,
  },
  {
    group: '',
    resources: [
      ...['pods', 'pods/attach', 'pods/proxy', 'pods/exec', 'pods/portforward'],
      ...['replicationcontrollers', 'replicationcontrollers/scale', 'serviceaccounts'],
      ...['services', 'services/proxy', 'persistentvolumeclaims', 'configmaps', 'secrets', 'events'],
    ],
    verbs: WRITE,
  },
  { group: '', resources: ['pods/eviction'], verbs: ['create'] },
  { group: 'events.k8s.io', resources: ['events'], verbs: WRITE },
  {
    group: 'apps',
    resources: [
      ...['statefulsets', 'statefulsets/scale', 'daemonsets', 'deployments', 'deployments/scale'],
      ...['deployments/rollback', 'replicasets', 'replicasets/scale'],
    ],
    verbs: WRITE,
  },
  { group: 'autoscaling', resources: ['horizontalpodautoscalers'], verbs: WRITE },
  { group: 'batch', resources: ['jobs', 'cronjobs'], verbs: WRITE },
  { group: 'policy', resources: ['poddisruptionbudgets'], verbs: WRITE },
  { group: 'networking.k8s.io', resources: ['networkpolicies', 'ingresses'], verbs: WRITE },
  { group: 'resource.k8s.io', resources: ['resourceclaims', 'resourceclaimtemplates'], verbs: WRITE },
  { group: 'coordination.k8s.io', resources: ['leases'], verbs: [...READ, ...WRITE] },
];
