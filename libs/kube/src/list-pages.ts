import type { JsonObject } from './fetch-json.ts';
import { KubeError } from './kube-error.ts';
import type { KubeObject, ObjectList } from './kube-object.ts';

/** Objects a page: the size that client-go's pager takes. */
const PAGE_SIZE = 500;

/** Tries of a whole list whose pages the server no longer keeps. */
const ATTEMPTS = 3;

/** Status by which a server says that it keeps the pages of a list no longer: they are good for minutes. */
const GONE = 410;

/**
 * Gives all objects of a list, following `continue` from page to page; one whose pages are gone begins anew.
 *
 * @param toPath gives the path of the page that follows, of the first one if nothing does
 */
export async function listPages(
  toPath: (next: string | undefined) => string,
  fetchPage: (path: string) => Promise<JsonObject>,
): Promise<readonly KubeObject[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listOnce(toPath, fetchPage);
    } catch (error) {
      if (!(error instanceof KubeError) || error.status !== GONE || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function listOnce(
  toPath: (next: string | undefined) => string,
  fetchPage: (path: string) => Promise<JsonObject>,
): Promise<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  let next: string | undefined;
  do {
    const page = await fetchPage(toPath(next));
    objects.push(...readItems(page));
    next = readContinue(page);
  } while (next !== undefined);
  return objects;
}

/** Gives the path of one page, such as `/api/v1/namespaces/ingress/services?limit=500`. */
export function toListPath(list: ObjectList, next?: string): string {
  const { group, version, plural, namespace, labelSelector } = list;
  const root = group === '' ? ['api', version] : ['apis', group, version];
  const path = [...root, 'namespaces', namespace, plural].map(encodeURIComponent).join('/');
  return toPagePath(`/${path}`, next, labelSelector === undefined ? {} : { labelSelector });
}

/** Gives the path of one page of a collection. */
export function toPagePath(
  collection: string,
  next: string | undefined,
  selectors: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...selectors });
  if (next !== undefined) query.set('continue', next);
  return `${collection}?${query}`;
}

/** Items of built-in kinds carry neither apiVersion nor kind: the list says them once, as `ServiceList`. */
function readItems(page: JsonObject): KubeObject[] {
  const kind = String(page['kind']).replace(/List$/, '');
  const items = (page['items'] ?? []) as readonly KubeObject[];
  return items.map((item) => ({ ...item, apiVersion: String(page['apiVersion']), kind }));
}

function readContinue(page: JsonObject): string | undefined {
  const token = (page['metadata'] as { readonly continue?: unknown } | undefined)?.continue;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
