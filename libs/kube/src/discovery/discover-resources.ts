import { KubeError } from '../kube-error.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';

/** A resource that an API server serves. */
export interface DiscoveredResource {
  /** Empty in the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** Aggregated discovery, which is one answer for all groups. Source: Kubernetes API concepts, "Aggregated discovery". */
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

interface DiscoveryList {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope?: string;
        readonly verbs?: readonly string[];
      }[];
    }[];
  }[];
}

/**
 * Gives every resource that the API server serves, in each of its versions; subresources are left out.
 *
 * @throws KubeError ERR_KUBE_RESPONSE when the server is older than 1.30 and knows no aggregated discovery
 */
export async function discoverResources(connection: KubeConnection): Promise<readonly DiscoveredResource[]> {
  const lists = await Promise.all(
    ['/api', '/apis'].map(async (path) => {
      const { body } = await connection.request({ method: 'GET', path, accept: AGGREGATED });
      const list = body as DiscoveryList & { readonly kind?: string };
      if (list.kind === 'APIGroupDiscoveryList') return list;
      throw new KubeError(
        'ERR_KUBE_RESPONSE',
        `${connection.server} knows no aggregated discovery: Kubernetes 1.30 or newer is needed.`,
      );
    }),
  );
  return lists.flatMap(({ items = [] }) => items).flatMap(toResources);
}

function toResources({
  metadata,
  versions = [],
}: NonNullable<DiscoveryList['items']>[number]): readonly DiscoveredResource[] {
  const group = metadata?.name ?? '';
  return versions.flatMap(({ version, resources = [] }) =>
    resources.flatMap(({ resource: plural, responseKind, scope, verbs = [] }) =>
      responseKind?.kind === undefined
        ? []
        : [{ group, version, plural, kind: responseKind.kind, namespaced: scope === 'Namespaced', verbs }],
    ),
  );
}
