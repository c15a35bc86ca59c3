import { GUARD } from '@atoll/platform';
import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  type KindDefinition,
} from '@atoll/typed-object';
import type * as kplus from 'cdk8s-plus-28';

/**
 * Lets a role read what the API server demands of whoever writes a policy or a binding that has parameters.
 *
 * For a policy it asks whether the user may get the ConfigMap called `*` in the namespace called `*`, which means all of
 * them. Rules compare names as texts, so a rule for that very name answers yes and opens no ConfigMap: none can be called
 * so. For a binding it asks for the ConfigMap that is named, in all namespaces where the binding names none. Source:
 * kubernetes/kubernetes, pkg/registry/admissionregistration, `authz.go` of both.
 */
export function allowGuardReads(role: kplus.ClusterRole, kinds: readonly KindDefinition<unknown>[]): void {
  if (kinds.some(isKind(ValidatingAdmissionPolicy))) allowConfigMap(role, '*');
  if (kinds.some(isKind(ValidatingAdmissionPolicyBinding))) allowConfigMap(role, GUARD);
}

function isKind(wanted: KindDefinition<unknown>): (kind: KindDefinition<unknown>) => boolean {
  return ({ group, plural }) => group === wanted.group && plural === wanted.plural;
}

function allowConfigMap(role: kplus.ClusterRole, resourceName: string): void {
  role.allow(['get'], {
    asApiResource: () => ({ apiGroup: '', resourceType: 'configmaps', resourceName }),
    asNonApiResource: () => undefined,
  });
}
