import type { KindDefinition } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { allowGuardReads } from './guard-rights.ts';
import type { KindsByNamespace } from './stage-objects.ts';

/** What Flux does to the objects of a stage: server-side apply is a patch that creates. */
const APPLY_VERBS = ['get', 'list', 'watch', 'create', 'patch'];

/** What Flux does to an object that vanished from Git. */
const PRUNE_VERBS = ['get', 'list', 'watch', 'delete'];

/** The account that Flux acts as for one stage. */
export interface StageAccountProps {
  readonly stage: string;
  /** Namespace of the Kustomization, and so of its account. */
  readonly namespace: string;
  readonly kinds: KindsByNamespace;
  /** Whether Flux may delete what vanishes from Git. */
  readonly prune: boolean;
  /**
   * Kinds of which the namespace of the account may still hold objects that were rendered once.
   *
   * The last object of a kind vanishes from Git together with the right on its kind, so without these nothing could prune it.
   */
  readonly leftovers: readonly KindDefinition<unknown>[];
}

/** Gives the name of a stage's ServiceAccount, `flux-<stage>`. */
export function stageAccountName(stage: string): string {
  return `flux-${stage}`;
}

/** Adds a ServiceAccount with the rights on exactly the kinds of one stage, in exactly their namespaces. */
export function addStageAccount(chart: Chart, props: StageAccountProps): void {
  const name = stageAccountName(props.stage);
  const account = new kplus.ServiceAccount(chart, `account-${name}`, {
    metadata: { name, namespace: props.namespace },
  });
  const verbs = props.prune ? [...APPLY_VERBS, 'delete'] : APPLY_VERBS;
  for (const [index, [namespace, kinds]] of [...props.kinds].entries()) {
    const grant = { id: `${name}-${index}`, account, kinds, verbs };
    if (namespace === undefined) addClusterRole(chart, `${name}-${props.namespace}`, grant);
    else {
      const leftovers = props.prune && namespace === props.namespace ? props.leftovers : [];
      addRole(chart, name, { ...grant, namespace, leftovers });
    }
  }
}

interface Grant {
  /** Equal in all regions: V8 makes a new class for each name of a child that it has never seen, and keeps it. */
  readonly id: string;
  readonly account: kplus.ServiceAccount;
  readonly kinds: readonly KindDefinition<unknown>[];
  readonly verbs: string[];
}

interface NamespaceGrant extends Grant {
  readonly namespace: string;
  readonly leftovers: readonly KindDefinition<unknown>[];
}

function addRole(chart: Chart, name: string, grant: NamespaceGrant): void {
  const metadata = { name, namespace: grant.namespace };
  const role = new kplus.Role(chart, `role-${grant.id}`, { metadata });
  allow(role, grant);
  allow(role, { ...grant, kinds: grant.leftovers, verbs: PRUNE_VERBS });
  new kplus.RoleBinding(chart, `binding-${grant.id}`, {
    metadata,
    role: role as kplus.IRole,
  }).addSubjects(grant.account);
}

function addClusterRole(chart: Chart, name: string, grant: Grant): void {
  const metadata = { name };
  const role = new kplus.ClusterRole(chart, `cluster-role-${grant.id}`, { metadata });
  allow(role, grant);
  allowGuardReads(role, grant.kinds);
  new kplus.ClusterRoleBinding(chart, `cluster-binding-${grant.id}`, {
    metadata,
    role: role as kplus.IClusterRole,
  }).addSubjects(grant.account);
}

/** Group by group; cdk8s-plus writes one rule a kind. */
function allow(role: kplus.Role | kplus.ClusterRole, grant: Grant): void {
  const byGroup = Map.groupBy(grant.kinds, (kind) => kind.group);
  for (const [group, kinds] of byGroup) {
    const resources = kinds.map((kind) =>
      kplus.ApiResource.custom({ apiGroup: group, resourceType: kind.plural }),
    );
    role.allow(grant.verbs, ...resources);
  }
}
