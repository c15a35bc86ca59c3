import type { IgnoreRule } from '@atoll/agent-model';

/** What is never drift, because somebody is meant to write it; each with its reason. */
export const defaultIgnoreRules: readonly IgnoreRule[] = [
  {
    match: { group: 'apps' },
    paths: [
      '/metadata/annotations/deployment.kubernetes.io~1revision',
      '/metadata/annotations/deprecated.daemonset.template.generation',
    ],
    reason: 'The deployment and daemon set controllers count their revisions there.',
  },
  {
    match: { group: 'apps' },
    paths: ['/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt'],
    reason: '`kubectl rollout restart` restarts Pods and changes nothing else.',
  },
  {
    match: { kind: 'ClusterRole' },
    paths: ['/rules'],
    managers: ['clusterrole-aggregation-controller', 'kube-controller-manager'],
    reason: 'An aggregated ClusterRole is filled by its controller.',
  },
  {
    match: { kind: 'ValidatingWebhookConfiguration' },
    paths: ['/webhooks[*]/clientConfig/caBundle'],
    reason: 'The certificate injector of the webhook writes its authority there.',
  },
  {
    match: { kind: 'MutatingWebhookConfiguration' },
    paths: ['/webhooks[*]/clientConfig/caBundle'],
    reason: 'The certificate injector of the webhook writes its authority there.',
  },
  {
    match: { kind: 'CustomResourceDefinition' },
    paths: ['/spec/conversion/webhook/clientConfig/caBundle'],
    reason: 'The certificate injector of the webhook writes its authority there.',
  },
  {
    match: { kind: 'ServiceAccount' },
    paths: ['/secrets', '/imagePullSecrets'],
    reason: 'Controllers add the tokens and pull secrets of an account.',
  },
  {
    match: { kind: 'PersistentVolumeClaim' },
    paths: [
      '/metadata/annotations/volume.kubernetes.io~1storage-provisioner',
      '/metadata/annotations/volume.kubernetes.io~1selected-node',
      '/metadata/annotations/pv.kubernetes.io~1bind-completed',
      '/metadata/annotations/pv.kubernetes.io~1bound-by-controller',
      '/spec/volumeName',
    ],
    managers: ['kube-controller-manager', 'kube-scheduler'],
    reason: 'The volume that a claim is bound to is written by its controllers.',
  },
];
