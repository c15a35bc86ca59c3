import { KubeError } from '../kube-error.ts';
import type { KubeObject } from '../kube-object.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { toCollectionPath, type WatchedResource } from './watched-resource.ts';

/** Objects a page: client-go's. */
const PAGE_SIZE = 500;

/** Times that an expired `continue` starts the list again before it counts as a failure. */
const MOST_RESTARTS = 3;

/** Lists carry the metadata of the whole and the objects of one page. */
interface ListPage {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  /** null for an empty list of partial metadata. */
  readonly items?: readonly Partial<KubeObject>[] | null;
}

/** How a list is asked for. */
export interface ListOptions {
  /** Only identities and versions: a tenth of the bytes. */
  readonly isMetadataOnly: boolean;
  readonly onObject: (object: KubeObject) => void;
  /** The list begins again, since the server forgot where it was: what was given counts for nothing. */
  readonly onRestart: () => void;
}

const PARTIAL = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/**
 * Lists a resource page by page, so that neither side holds all of it.
 *
 * @returns the version from which a watch goes on
 * @throws KubeError
 */
export async function listResource(
  connection: KubeConnection,
  resource: WatchedResource,
  options: ListOptions,
): Promise<string> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await listOnce(connection, resource, options);
    } catch (error) {
      const isExpired = error instanceof KubeError && error.status === 410;
      if (!isExpired || restarts >= MOST_RESTARTS) throw error;
      options.onRestart();
    }
  }
}

async function listOnce(
  connection: KubeConnection,
  resource: WatchedResource,
  { isMetadataOnly, onObject }: ListOptions,
): Promise<string> {
  let next: string | undefined;
  for (;;) {
    const path = toCollectionPath(resource, { limit: String(PAGE_SIZE), continue: next });
    const { body } = await connection.request({
      method: 'GET',
      path,
      ...(isMetadataOnly ? { accept: PARTIAL } : {}),
    });
    const page = body as ListPage;
    // Items of built-in kinds carry neither apiVersion nor kind: the list says them once.
    const kind = (page.kind ?? '').replace(/List$/, '');
    for (const item of page.items ?? [])
      onObject({ apiVersion: page.apiVersion, kind, ...item } as KubeObject);
    next = page.metadata?.continue;
    const version = page.metadata?.resourceVersion;
    if (next === undefined || next === '') return version ?? '';
  }
}
