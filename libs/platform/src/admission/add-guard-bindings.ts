import { TypedObject, ValidatingAdmissionPolicyBinding } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { APPLIED_BY, GUARD, REGION_LABEL, RELEASED_BY } from './guard-names.ts';

/** Every write but a connection to a pod. */
const WRITES = { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE', 'DELETE'] };

/**
 * Adds where the guard of a region's own cluster looks: at all that Flux applied or released, at everything in Flux's
 * namespace, at `/scale`, and at the deletion of namespaces.
 *
 * Whoever could add a Kustomization of his own beside ours would have Flux write in the name of any of its accounts.
 *
 * @param namespace of Flux and of the one ConfigMap of lists
 */
export function addRegionGuardBindings(chart: Chart, namespace: string): void {
  addBinding(chart, 'applied', { namespace, match: { objectSelector: labelled(APPLIED_BY) } });
  addBinding(chart, 'released', { namespace, match: { objectSelector: labelled(RELEASED_BY) } });
  addBinding(chart, 'flux', {
    namespace,
    match: { namespaceSelector: named(namespace), ...inScope('Namespaced') },
  });
  addBinding(chart, 'places', { namespace, match: toPlaces() });
  addBinding(chart, 'accounts', { namespace, match: toDisguises() });
}

/**
 * Adds where the guard of a control cluster looks: at everything in the namespaces of regions, with the lists of that very
 * namespace; elsewhere at all that Flux applied, at `/scale`, and at the deletion of namespaces.
 *
 * @param namespace of the ConfigMap of lists for everything outside the regions
 */
export function addControlGuardBindings(chart: Chart, namespace: string): void {
  const objectSelector = labelled(APPLIED_BY);
  // Two, because a Namespace is looked at by its own labels, and those of the regions carry that of the region.
  addBinding(chart, 'cluster-wide', { namespace, match: { objectSelector, ...inScope('Cluster') } });
  addBinding(chart, 'elsewhere', {
    namespace,
    match: { objectSelector, namespaceSelector: ofRegion('DoesNotExist'), ...inScope('Namespaced') },
  });
  addBinding(chart, 'regions', {
    match: { namespaceSelector: ofRegion('Exists'), ...inScope('Namespaced') },
  });
  addBinding(chart, 'places', { namespace, match: toPlaces() });
  addBinding(chart, 'accounts', { namespace, match: toDisguises() });
}

interface BindingProps {
  /** Namespace of the lists; absent: that of the object that is written. */
  readonly namespace?: string;
  readonly match: Readonly<Record<string, unknown>>;
}

function addBinding(chart: Chart, place: string, { namespace, match }: BindingProps): void {
  new TypedObject(chart, `guard-binding-${place}`, ValidatingAdmissionPolicyBinding, {
    name: `${GUARD}-${place}`,
    spec: {
      policyName: GUARD,
      validationActions: ['Deny'],
      // Without lists nothing is guarded: `Deny` would refuse the lists themselves at the first start, for ever.
      paramRef: {
        name: GUARD,
        ...(namespace === undefined ? {} : { namespace }),
        parameterNotFoundAction: 'Allow',
      },
      matchResources: { matchPolicy: 'Equivalent', ...match },
    },
  });
}

function labelled(group: string) {
  return { matchExpressions: [{ key: `${group}/name`, operator: 'Exists' }] };
}

/** Kubernetes gives every namespace this label, and nobody can change it. */
function named(namespace: string) {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function ofRegion(operator: 'Exists' | 'DoesNotExist') {
  return { matchExpressions: [{ key: REGION_LABEL, operator }] };
}

function inScope(scope: 'Cluster' | 'Namespaced') {
  return { resourceRules: [{ ...WRITES, resources: ['*/*'], scope }] };
}

function toPlaces() {
  return {
    resourceRules: [
      { ...WRITES, operations: ['UPDATE'], resources: ['*/scale'] },
      { apiGroups: [''], apiVersions: ['v1'], operations: ['DELETE'], resources: ['namespaces'] },
    ],
  };
}

/** All that acts as a ServiceAccount, wherever it stands: tokens, pods, what makes pods, and what Flux applies. */
function toDisguises() {
  const rule = { apiVersions: ['*'], operations: ['CREATE', 'UPDATE'] };
  return {
    resourceRules: [
      {
        ...rule,
        apiGroups: [''],
        resources: ['serviceaccounts/token', 'secrets', 'pods', 'replicationcontrollers'],
      },
      {
        ...rule,
        apiGroups: ['apps'],
        resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
      },
      { ...rule, apiGroups: ['batch'], resources: ['cronjobs', 'jobs'] },
      { ...rule, apiGroups: [APPLIED_BY], resources: ['kustomizations'] },
      { ...rule, apiGroups: [RELEASED_BY], resources: ['helmreleases'] },
    ],
  };
}
