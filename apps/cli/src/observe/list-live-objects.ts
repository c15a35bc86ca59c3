import type { LiveObject, ObservedKind } from '@atoll/cloud';
import { type ClusterReader, KubeError, renderResource } from '@atoll/kube';
import { ObserveError } from './observe-error.ts';

/** Namespace and label of the one Service in a region's cluster whose load balancer is the region's ingress. */
export const INGRESS = { namespace: 'ingress', label: 'atoll.dev/ingress', value: 'true' } as const;

/** What the control cluster holds of a region. */
export interface LiveObjects {
  readonly objects: readonly LiveObject[];
  /** Kinds whose CRDs the control cluster does not have, such as `keys.kms.aws.m.upbound.io`. */
  readonly notInstalled: readonly string[];
}

/**
 * Lists the region's objects of all kinds that hold observed values, one kind after the other: a cluster that cannot be
 * reached or a login that has expired shows at the first, and is said once.
 *
 * @throws KubeError when a kind is forbidden, when no kind is installed, or when the cluster does not answer
 */
export async function listLiveObjects(
  cluster: ClusterReader,
  kinds: readonly ObservedKind[],
  namespace: string,
): Promise<LiveObjects> {
  const objects: LiveObject[] = [];
  const missing: KubeError[] = [];
  const forbidden: KubeError[] = [];
  const notInstalled: string[] = [];
  for (const kind of kinds) {
    try {
      objects.push(...(await cluster.listObjects({ ...kind, namespace })));
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      if (error.code === 'ERR_KUBE_FORBIDDEN') forbidden.push(error);
      else if (error.code !== 'ERR_KUBE_NOT_FOUND') throw error;
      else {
        missing.push(error);
        notInstalled.push(renderResource(kind));
      }
    }
  }
  // Half of the values would look like all of them.
  if (forbidden.length > 0) throw joinErrors(forbidden);
  if (missing.length > 0 && missing.length === kinds.length) throw joinErrors(missing);
  return { objects, notInstalled };
}

/**
 * Gives the Service of the region's ingress in the region's own cluster, undefined while there is none.
 *
 * @throws KubeError as the list does
 * @throws ObserveError ERR_OBSERVE_INGRESS when several Services carry the label
 */
export async function findIngressService(cluster: ClusterReader): Promise<LiveObject | undefined> {
  const { namespace, label, value } = INGRESS;
  const labelSelector = `${label}=${value}`;
  const services = await cluster.listObjects({
    group: '',
    version: 'v1',
    plural: 'services',
    namespace,
    labelSelector,
  });
  const balanced = services.filter(
    ({ spec }) => (spec as { type?: unknown } | undefined)?.type === 'LoadBalancer',
  );
  if (balanced.length <= 1) return balanced[0];
  const names = balanced.map(({ metadata }) => metadata.name).join(', ');
  throw new ObserveError(
    'ERR_OBSERVE_INGRESS',
    `Several Services of type LoadBalancer in namespace ${namespace} of ${cluster.server} carry the label ${labelSelector}: ${names}. A region has one ingress: take the label from the others.`,
  );
}

function joinErrors(errors: readonly KubeError[]): KubeError {
  const [first] = errors;
  const messages = errors.map(({ message }) => message);
  return new KubeError(first?.code ?? 'ERR_KUBE_RESPONSE', messages.join('\n'));
}
