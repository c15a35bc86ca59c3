import { fetchJson } from './fetch-json.ts';
import type { KubeObject, ObjectList } from './kube-object.ts';
import { listPages, toListPath } from './list-pages.ts';
import { type ConnectOptions, loadKubeConfig } from './load-kube-config.ts';

export type { ConnectOptions } from './load-kube-config.ts';

/** Reads objects of one cluster, for cold paths: a request costs a TLS connection. */
export interface ClusterReader {
  /** Address of the API server, without credentials. */
  readonly server: string;
  /** Name of the context in the kubeconfig. */
  readonly context: string;
  /**
   * Gives all objects of a resource in a namespace, page after page; a namespace that does not exist has none.
   *
   * @throws KubeError any code
   */
  listObjects(list: ObjectList): Promise<readonly KubeObject[]>;
}

/**
 * Gives a reader of the cluster that a kubeconfig names; no request is sent before the first list.
 *
 * @throws KubeError ERR_KUBE_CONFIG
 */
export function connectCluster(options: ConnectOptions = {}): ClusterReader {
  const { config, context, server } = loadKubeConfig(options);
  return {
    server,
    context,
    listObjects: (list) =>
      listPages(
        (next) => toListPath(list, next),
        (path) => fetchJson(path, { config, asked: { list, server, context } }),
      ),
  };
}
