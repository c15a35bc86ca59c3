import type { KubeObject, ObjectList } from './kube-object.ts';
import type { JsonObject } from './fetch-json.ts';

/** Objects a page: the size that client-go's pager takes. */
const PAGE_SIZE = 500;

/** Gives all objects of a list, following `continue` from page to page. */
export async function listPages(
  list: ObjectList,
  fetchPage: (path: string) => Promise<JsonObject>,
): Promise<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  let next: string | undefined;
  do {
    const page = await fetchPage(toListPath(list, next));
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
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (labelSelector !== undefined) query.set('labelSelector', labelSelector);
  if (next !== undefined) query.set('continue', next);
  return `/${path}?${query}`;
}

/** Items of built-in kinds carry neither apiVersion nor kind: the list says them once, as `ServiceList`. */
function readItems(page: JsonObject): KubeObject[] {
  const kind = String(page['kind']).replace(/List$/, '');
  const items = page['items'] as readonly KubeObject[];
  return items.map((item) => ({ ...item, apiVersion: String(page['apiVersion']), kind }));
}

function readContinue(page: JsonObject): string | undefined {
  const token = (page['metadata'] as { readonly continue?: unknown } | undefined)?.continue;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
