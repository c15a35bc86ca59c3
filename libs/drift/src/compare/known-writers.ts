/**
 * Field managers that write beside Git by their office, in every cluster: the controllers of Kubernetes and Crossplane.
 * What they add is not drift; what they change of what Git sets is.
 */
const OFFICIAL_WRITERS: ReadonlySet<string> = new Set([
  'kube-controller-manager',
  'kube-scheduler',
  'kube-apiserver',
  'kubelet',
  'cloud-controller-manager',
  'kube-aggregator',
  'crossplane',
  'helm-controller',
  'source-controller',
  'karpenter',
  'cainjector',
]);

/** Crossplane's providers are called after their packages, with a digest: `crossplane-contrib-provider-aws-ec2-0a1b2c`. */
const PROVIDER_WRITER = /(^|-)provider-[a-z0-9-]+$/;

/** Tells whether a manager adds fields by its office. */
export function isOfficialWriter(manager: string): boolean {
  return (
    OFFICIAL_WRITERS.has(manager) || PROVIDER_WRITER.test(manager) || manager.startsWith('managed.fields/')
  );
}
