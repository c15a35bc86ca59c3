import type { JsonObject } from './fetch-json.ts';
import type { KubeObject } from './kube-object.ts';
import { listPages, toPagePath } from './list-pages.ts';
import type { KubeConnection } from './transport/kube-connection.ts';

/**
 * Gives every object of a collection, page after page, over a connection.
 *
 * @param path of the collection, such as `/apis/atoll.dev/v1alpha1/regions`, without a query
 * @throws KubeError any code
 */
export function listCollection(
  connection: Pick<KubeConnection, 'request'>,
  path: string,
): Promise<readonly KubeObject[]> {
  return listPages(
    (next) => toPagePath(path, next),
    async (page) => (await connection.request({ method: 'GET', path: page })).body as JsonObject,
  );
}
