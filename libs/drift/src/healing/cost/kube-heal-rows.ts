import type { HealClass } from '@atoll/agent-model';
import type { HealRow } from './heal-row.ts';

const APPS = 'apps';
const CRDS = 'apiextensions.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';
const RECREATE_STRATEGY = { field: ['spec', 'strategy', 'type'], equals: 'Recreate' };
const NO_REPLICAS = { field: ['spec', 'replicas'], equals: 0 };

/** Fields that are dear in every kind. */
const EVERY_KIND: readonly HealRow[] = [
  change('*/*', '/metadata/annotations/crossplane.io~1external-name', [
    'destructive',
    'makes the object stand for another cloud resource, and the one it stands for now is left or made again',
  ]),
  change('*/*', '/metadata/annotations/crossplane.io~1paused', [
    'disruptive',
    'ends a pause that somebody set, and the provider writes everything it held back',
  ]),
  change('*/*', '/spec/providerConfigRef', [
    'destructive',
    'makes the provider act with another identity, so that it may make the cloud resource a second time',
  ]),
  change('*/*', '/spec/managementPolicies', ['disruptive', 'lets the provider write what it only observed']),
];

/** Kinds whose fields differ in cost. */
const KINDS: readonly HealRow[] = [
  {
    ...change(`${APPS}/Deployment`, '/spec/template', [
      'disruptive',
      'stops all pods before it starts new ones',
    ]),
    where: RECREATE_STRATEGY,
  },
  change(`${APPS}/Deployment`, '/spec/template', ['safe', 'starts new pods before it stops the old ones']),
  change(`${APPS}/Deployment`, '/spec/selector', [
    'destructive',
    'needs the workload deleted and made again',
  ]),
  { ...change(`${APPS}/Deployment`, '/spec/replicas', ['disruptive', 'stops all pods']), where: NO_REPLICAS },
  {
    ...change(`${APPS}/StatefulSet`, '/spec/replicas', ['disruptive', 'stops all pods']),
    where: NO_REPLICAS,
  },
  change(`${APPS}/StatefulSet`, '/spec/replicas', ['disruptive', 'adds or stops members that hold state']),
  change(`${APPS}/StatefulSet`, '/spec/template', [
    'disruptive',
    'restarts the pods, which hold state, one by one',
  ]),
  change(`${APPS}/StatefulSet`, '/spec/updateStrategy', ['safe', 'changes how later updates go']),
  change(`${APPS}/StatefulSet`, '/spec/persistentVolumeClaimRetentionPolicy', [
    'disruptive',
    'changes whether volumes are deleted with the set',
  ]),
  change(`${APPS}/StatefulSet`, '/spec', ['destructive', 'needs the workload deleted and made again']),
  change(`${APPS}/DaemonSet`, '/spec/template', [
    'disruptive',
    'restarts the pod of every node, each gone for a while',
  ]),
  change(`${APPS}/DaemonSet`, '/spec/selector', ['destructive', 'needs the workload deleted and made again']),
  change('/PersistentVolumeClaim', '/spec/resources', ['disruptive', 'resizes a volume']),
  change('/PersistentVolumeClaim', '/spec', ['destructive', 'needs the volume claim deleted and made again']),
  change('/PersistentVolume', '/spec/persistentVolumeReclaimPolicy', [
    'disruptive',
    'changes whether data is deleted with the claim',
  ]),
  change('/PersistentVolume', '/spec', ['destructive', 'needs the volume deleted and made again']),
  change('/Service', '/spec/type', ['disruptive', 'may give the service another address']),
  change('/Service', '/spec/clusterIP', ['disruptive', 'gives the service another address']),
  change(`${RBAC}/RoleBinding`, '/roleRef', ['disruptive', 'needs the binding deleted and made again']),
  change(`${RBAC}/ClusterRoleBinding`, '/roleRef', [
    'disruptive',
    'needs the binding deleted and made again',
  ]),
  change(`${CRDS}/CustomResourceDefinition`, '/spec/group', [
    'destructive',
    'deletes all objects of the kind',
  ]),
  change(`${CRDS}/CustomResourceDefinition`, '/spec/names', [
    'destructive',
    'may delete all objects of the kind',
  ]),
  change(`${CRDS}/CustomResourceDefinition`, '/spec/scope', [
    'destructive',
    'deletes all objects of the kind',
  ]),
  change(`${CRDS}/CustomResourceDefinition`, '/spec', [
    'disruptive',
    'changes how objects of the kind are checked and stored',
  ]),
  change('batch/Job', '/spec', ['disruptive', 'needs the job deleted and run again']),
  change('karpenter.sh/NodePool', '/spec', ['disruptive', 'may replace nodes']),
  change('gateway.networking.k8s.io/Gateway', '/spec', [
    'disruptive',
    'may give the gateway another address',
  ]),
  change('kustomize.toolkit.fluxcd.io/Kustomization', '/spec/suspend', [
    'disruptive',
    'ends a suspension that somebody set, and Flux applies what it held back',
  ]),
  change('helm.toolkit.fluxcd.io/HelmRelease', '/spec/suspend', [
    'disruptive',
    'ends a suspension that somebody set, and Flux installs what it held back',
  ]),
  change('helm.toolkit.fluxcd.io/HelmRelease', '/spec', ['disruptive', 'upgrades or rolls back a release']),
  change('source.toolkit.fluxcd.io/GitRepository', '/spec/suspend', [
    'disruptive',
    'ends a suspension that somebody set, and Flux fetches what it held back',
  ]),
];

/** Kinds without data and without an interruption: their fields are put right, and they are made again, at any time. */
const STATELESS: readonly string[] = [
  '/ConfigMap',
  '/Secret',
  '/Service',
  '/ServiceAccount',
  '/LimitRange',
  '/ResourceQuota',
  '/Namespace',
  `${APPS}/Deployment`,
  `${APPS}/DaemonSet`,
  'autoscaling/HorizontalPodAutoscaler',
  'policy/PodDisruptionBudget',
  'batch/CronJob',
  'networking.k8s.io/NetworkPolicy',
  'networking.k8s.io/Ingress',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  `${RBAC}/Role`,
  `${RBAC}/RoleBinding`,
  `${RBAC}/ClusterRole`,
  `${RBAC}/ClusterRoleBinding`,
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'source.toolkit.fluxcd.io/GitRepository',
  'source.toolkit.fluxcd.io/HelmRepository',
  'source.toolkit.fluxcd.io/OCIRepository',
  'kustomize.toolkit.fluxcd.io/Kustomization',
];

/** Kinds whose absence interrupts and loses nothing more when it ends; a Job that is made again runs again. */
const INTERRUPTING: readonly string[] = [
  'batch/Job',
  'helm.toolkit.fluxcd.io/HelmRelease',
  'karpenter.sh/NodePool',
  'gateway.networking.k8s.io/Gateway',
];

/**
 * What healing costs in kinds that every region has. It names no cloud: what restarts or replaces a cloud resource is
 * given beside it.
 *
 * The rolling restart of a Deployment is safe: it keeps to `maxUnavailable`, which rounds down. A PodDisruptionBudget has
 * no say in it (it counts evictions alone). What no row fits is taken for dear, see `classifyHealing`.
 */
export const kubeHealRows: readonly HealRow[] = [
  ...EVERY_KIND,
  ...KINDS,
  change('*/*', '/metadata', ['safe', 'puts labels and annotations right']),
  ...STATELESS.flatMap((kind) => [
    change(kind, undefined, ['safe', 'interrupts nothing']),
    absence(kind, ['safe', 'makes an object that holds no data']),
  ]),
  ...INTERRUPTING.map((kind) => absence(kind, ['disruptive', 'installs it or runs it anew'])),
];

type Cost = readonly [cost: HealClass, reason: string];

function change(kind: string, path: string | undefined, [cost, reason]: Cost): HealRow {
  return { ...toKind(kind), on: 'change', ...(path === undefined ? {} : { path }), class: cost, reason };
}

function absence(kind: string, [cost, reason]: Cost): HealRow {
  return { ...toKind(kind), on: 'absence', class: cost, reason };
}

/** Takes `<group>/<kind>` apart. */
function toKind(text: string): { readonly group: string; readonly kind: string } {
  const slash = text.indexOf('/');
  return { group: text.slice(0, slash), kind: text.slice(slash + 1) };
}
