import { KubeError, type KubeConnection, type KubeObject } from '@atoll/kube';

/** Objects a page: the size that client-go's pager takes. */
const PAGE_SIZE = 500;

/** Tries of a whole list whose pages the server no longer keeps. */
const ATTEMPTS = 3;

interface Page {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly KubeObject[];
}

/**
 * Gives every object of a collection, page after page.
 *
 * @param path of the collection, such as `/apis/atoll.dev/v1alpha1/regions`, without a query
 * @throws KubeError any code
 */
export async function listObjects(connection: KubeConnection, path: string): Promise<readonly KubeObject[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listOnce(connection, path);
    } catch (error) {
      // The pages of a list are kept for minutes only: 410, and the list begins anew.
      if (!(error instanceof KubeError) || error.status !== 410 || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function listOnce(connection: KubeConnection, path: string): Promise<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(next ? { continue: next } : {}) });
    const { body } = await connection.request({ method: 'GET', path: `${path}?${query}` });
    const page = body as Page;
    const kind = (page.kind ?? '').replace(/List$/, '');
    const apiVersion = page.apiVersion ?? '';
    objects.push(...(page.items ?? []).map((item) => ({ ...item, apiVersion, kind })));
    next = page.metadata?.continue;
  } while (next);
  return objects;
}
