/** Of what kinds a manager writes by its office. */
interface Office {
  readonly manager: RegExp;
  /** Over `<group>/<kind>`; the core group is empty. */
  readonly kinds: RegExp;
}

/**
 * Field managers that write beside Git by their office, and where: what they add there is no drift. What they change of what
 * Git sets is, and so is everything under such a name elsewhere: a name can be forged.
 */
const OFFICES: readonly Office[] = [
  // Whoever may be whom is nobody's to add but Git's; aggregated ClusterRoles have a rule of their own.
  {
    manager: /^(kube-controller-manager|cloud-controller-manager)$/,
    kinds: /^(?!rbac\.authorization\.k8s\.io\/|\/(ClusterRole|Role|ClusterRoleBinding|RoleBinding)$)/,
  },
  {
    manager: /^(kube-apiserver|kube-aggregator)$/,
    kinds: /\/(CustomResourceDefinition|APIService|Service|Namespace)$/,
  },
  { manager: /^kube-scheduler$/, kinds: /^\/(Pod|PersistentVolumeClaim)$/ },
  { manager: /^kubelet$/, kinds: /^(\/(Node|Pod)|coordination\.k8s\.io\/Lease)$/ },
  {
    manager: /^cainjector$/,
    kinds: /\/(CustomResourceDefinition|APIService|[A-Za-z]+WebhookConfiguration)$/,
  },
  { manager: /^karpenter$/, kinds: /^karpenter\.(sh|k8s\.aws)\/|^\/Node$/ },
  {
    manager: /^(helm|source|notification)-controller$/,
    kinds: /^(helm|source|notification)\.toolkit\.fluxcd\.io\//,
  },
  // Crossplane's providers are called after their packages, with a digest, or after their program.
  {
    manager: /^(crossplane|provider)$|(^|-)provider-[a-z0-9-]+$|^managed\.fields\//,
    kinds: /^[a-z0-9.-]+\.(upbound|crossplane)\.io\//,
  },
];

/** Tells whether a manager adds fields to objects of a kind by its office. */
export function isOfficialWriter(
  manager: string,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
): boolean {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  return OFFICES.some((office) => office.manager.test(manager) && office.kinds.test(`${group}/${kind}`));
}
