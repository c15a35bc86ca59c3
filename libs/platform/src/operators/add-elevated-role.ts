import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { elevatedRules } from './elevated-rules.ts';

/** Group of the people who may create, read and change in the whole cluster; a cloud puts a role's sessions into it. */
export const ELEVATED_GROUP = 'atoll:elevated-operations';

/** Name of the ClusterRole, and of the binding that gives it to the group. */
const NAME = 'atoll-elevated-operations';

/** Kubernetes' own role for reading, which components of a cluster widen by their own kinds. */
const VIEW = 'view';

/** Adds the role of Elevated Operations inside a cluster: `view`, and what `edit` may write, as nobody but themselves. */
export function addElevatedRole(chart: Chart): void {
  const group = kplus.Group.fromName(chart, 'elevated-group', ELEVATED_GROUP);
  // The construct of cdk8s-plus writes a rule for each resource, in every region.
  new kplus.k8s.KubeClusterRole(chart, 'elevated-role', {
    metadata: { name: NAME },
    rules: elevatedRules.map(({ group: apiGroup, resources, verbs }) => ({
      apiGroups: [apiGroup],
      resources: [...resources],
      verbs: [...verbs],
    })),
  });
  new kplus.ClusterRoleBinding(chart, 'elevated-binding', {
    metadata: { name: NAME },
    role: kplus.ClusterRole.fromClusterRoleName(chart, 'own-role', NAME),
  }).addSubjects(group);
  new kplus.ClusterRoleBinding(chart, 'elevated-view-binding', {
    metadata: { name: `${NAME}-view` },
    role: kplus.ClusterRole.fromClusterRoleName(chart, 'view-role', VIEW),
  }).addSubjects(group);
}
