import { KubeError, type KubeConnection, type KubeObject } from '@atoll/kube';
import type { ObjectRef } from '@atoll/agent-model';

interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

/**
 * Gives an object by its kind, asking the API server for the plural; undefined where there is no such object or kind.
 *
 * @throws KubeError any code but that of what is not there
 */
export async function readObject(
  connection: KubeConnection,
  { apiVersion, kind, namespace, name }: ObjectRef,
): Promise<KubeObject | undefined> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  try {
    const { body } = await connection.request({ method: 'GET', path: root });
    const found = (body as ResourceList).resources?.find(
      (resource) => resource.kind === kind && !resource.name.includes('/'),
    );
    if (found === undefined) return undefined;
    const place = found.namespaced && namespace !== undefined ? ['namespaces', namespace] : [];
    const path = [...place, found.name, name].map(encodeURIComponent).join('/');
    const answer = await connection.request({ method: 'GET', path: `${root}/${path}` });
    return answer.body as KubeObject;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return undefined;
    throw error;
  }
}
