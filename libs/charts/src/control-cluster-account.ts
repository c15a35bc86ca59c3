import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { FLUX_NAMESPACE } from './flux-names.ts';

/** ServiceAccount in flux-system that the control cluster's own Kustomizations act as. */
export const ROOT_ACCOUNT = 'atoll-root';

/** What a root Kustomization does to its objects. */
const VERBS = ['get', 'list', 'watch', 'create', 'patch'];

/** Kinds that the roots never delete, for everything in a region would go with them: group, plural. */
const KEPT_KINDS: readonly (readonly [string, string])[] = [
  ['', 'namespaces'],
  ['pkg.crossplane.io', 'deploymentruntimeconfigs'],
  ['pkg.crossplane.io', 'providers'],
];

/** The other kinds in `clusters/<name>/` and in the stages `flux`: group, plural. */
const ROOT_KINDS: readonly (readonly [string, string])[] = [
  ['', 'serviceaccounts'],
  ['apiextensions.crossplane.io', 'managedresourceactivationpolicies'],
  ['kustomize.toolkit.fluxcd.io', 'kustomizations'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings'],
  ['rbac.authorization.k8s.io', 'clusterroles'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
  ['rbac.authorization.k8s.io', 'roles'],
  ['source.toolkit.fluxcd.io', 'gitrepositories'],
];

/** Adds the account of the roots and its rights. */
export function addRootAccount(chart: Chart): void {
  const account = new kplus.ServiceAccount(chart, 'account', {
    metadata: { name: ROOT_ACCOUNT, namespace: FLUX_NAMESPACE },
  });
  const metadata = { name: ROOT_ACCOUNT };
  const role = new kplus.ClusterRole(chart, 'role', { metadata });
  for (const [apiGroup, resourceType] of KEPT_KINDS)
    role.allow(VERBS, kplus.ApiResource.custom({ apiGroup, resourceType }));
  for (const [apiGroup, resourceType] of ROOT_KINDS)
    role.allow([...VERBS, 'delete'], kplus.ApiResource.custom({ apiGroup, resourceType }));
  // The roots hand each stage's account rights that they do not use themselves; without these verbs they would need all of them.
  role.allow(['bind', 'escalate'], kplus.ApiResource.ROLES, kplus.ApiResource.CLUSTER_ROLES);
  new kplus.ClusterRoleBinding(chart, 'binding', { metadata, role: role as kplus.IClusterRole }).addSubjects(
    account,
  );
}
