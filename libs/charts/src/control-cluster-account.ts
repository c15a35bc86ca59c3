import { CLUSTER_API_GROUP } from '@atoll/agent-model';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CLUSTER_ACCOUNT, FLUX_NAMESPACE, ROOT_ACCOUNT } from './flux-names.ts';

/** Group and plural of a kind. */
type Kind = readonly [group: string, plural: string];

/** What Flux does to an object: server-side apply is a patch that creates. */
const APPLY_VERBS = ['get', 'list', 'watch', 'create', 'patch'];

const RBAC = 'rbac.authorization.k8s.io';

/** What an account may do. */
interface AccountRights {
  /** Kinds that it applies and never deletes. */
  readonly kept: readonly Kind[];
  /** Kinds that it applies and prunes. */
  readonly pruned: readonly Kind[];
  /** Kinds of roles that it may give without holding their rights itself; otherwise it would need all of them. */
  readonly handsOn: readonly Kind[];
}

const accounts: Readonly<Record<string, AccountRights>> = {
  [CLUSTER_ACCOUNT]: {
    kept: [
      ['', 'namespaces'],
      ['', 'serviceaccounts'],
      ['kustomize.toolkit.fluxcd.io', 'kustomizations'],
      [RBAC, 'clusterrolebindings'],
      [RBAC, 'clusterroles'],
      [RBAC, 'rolebindings'],
      [RBAC, 'roles'],
      ['source.toolkit.fluxcd.io', 'gitrepositories'],
    ],
    pruned: [],
    handsOn: [
      [RBAC, 'clusterroles'],
      [RBAC, 'roles'],
    ],
  },
  [ROOT_ACCOUNT]: {
    // Everything in a region goes with its namespace.
    kept: [['', 'namespaces']],
    pruned: [
      ['', 'serviceaccounts'],
      ['apiextensions.crossplane.io', 'managedresourceactivationpolicies'],
      [CLUSTER_API_GROUP, 'regions'],
      ['kustomize.toolkit.fluxcd.io', 'kustomizations'],
      [RBAC, 'rolebindings'],
      [RBAC, 'roles'],
      ['source.toolkit.fluxcd.io', 'gitrepositories'],
    ],
    // Roles, not ClusterRoles: no region can give itself rights outside of namespaces.
    handsOn: [[RBAC, 'roles']],
  },
};

/** Adds the accounts that hand out rights; the others follow from what they apply, see stage-account.ts. */
export function addControlClusterAccounts(chart: Chart): void {
  for (const [name, rights] of Object.entries(accounts)) addAccount(chart, name, rights);
}

function addAccount(chart: Chart, name: string, rights: AccountRights): void {
  const account = new kplus.ServiceAccount(chart, `account-${name}`, {
    metadata: { name, namespace: FLUX_NAMESPACE },
  });
  const metadata = { name };
  const role = new kplus.ClusterRole(chart, `role-${name}`, { metadata });
  for (const kind of rights.kept) role.allow(APPLY_VERBS, toResource(kind));
  for (const kind of rights.pruned) role.allow([...APPLY_VERBS, 'delete'], toResource(kind));
  for (const kind of rights.handsOn) role.allow(['bind', 'escalate'], toResource(kind));
  new kplus.ClusterRoleBinding(chart, `binding-${name}`, {
    metadata,
    role: role as kplus.IClusterRole,
  }).addSubjects(account);
}

function toResource([apiGroup, resourceType]: Kind): kplus.ApiResource {
  return kplus.ApiResource.custom({ apiGroup, resourceType });
}
