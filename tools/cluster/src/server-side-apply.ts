import type { ApiRequest } from './api-connection.ts';
import { ClusterError } from './cluster-error.ts';
import type { KubeObject } from './kube-object.ts';

/** How the path names a kind. */
export interface ResourceName {
  /** Lower-case plural, such as `configmaps`. */
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** Who applies, and how. */
export interface ApplyOptions {
  readonly fieldManager: string;
  /** Spares the question to discovery. */
  readonly resource?: ResourceName;
  /** Asks the server for its answer without storing anything. */
  readonly isDryRun?: boolean;
}

/** The server's answer to an apply. */
export interface ApplyAnswer {
  readonly status: number;
  readonly warnings: readonly string[];
  /** The stored object when the status is 200 or 201. */
  readonly object?: KubeObject;
  /** The server's reason for any other status. */
  readonly refusal?: string;
}

/** Applies one object and gives the answer, whatever its status. */
export type ServerSideApply = (object: KubeObject, options: ApplyOptions) => Promise<ApplyAnswer>;

/** Media type of a server-side apply; JSON is YAML. */
const APPLY_TYPE = 'application/apply-patch+yaml';

/**
 * Gives a function that applies objects by server-side apply with strict field validation and `force`. Plurals
 * are asked from discovery once for each group and version.
 */
export function createServerSideApply(request: ApiRequest): ServerSideApply {
  const known = new Map<string, ResourceName>();
  return async (object, options) => {
    const key = `${object.apiVersion} ${object.kind}`;
    const resource = options.resource ?? known.get(key) ?? (await discoverResource(request, object));
    known.set(key, resource);
    return applyObject(request, object, { ...options, resource });
  };
}

/** Gives the path of an object, or of its collection when the name is left out. */
export function resourcePath(
  apiVersion: string,
  resource: ResourceName,
  object: Partial<KubeObject['metadata']>,
): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = resource.isNamespaced ? `/namespaces/${object.namespace ?? 'default'}` : '';
  const name = object.name === undefined ? '' : `/${encodeURIComponent(object.name)}`;
  return `${root}${namespace}/${resource.plural}${name}`;
}

async function applyObject(
  request: ApiRequest,
  object: KubeObject,
  options: ApplyOptions & { readonly resource: ResourceName },
): Promise<ApplyAnswer> {
  const query = new URLSearchParams({
    fieldManager: options.fieldManager,
    fieldValidation: 'Strict',
    force: 'true',
    ...(options.isDryRun === true ? { dryRun: 'All' } : {}),
  });
  const path = `${resourcePath(object.apiVersion, options.resource, object.metadata)}?${query}`;
  const answer = await request('PATCH', path, { body: object, contentType: APPLY_TYPE });
  const { status, warnings } = answer;
  if (status === 200 || status === 201) return { status, warnings, object: answer.json as KubeObject };
  const reason = (answer.json as { message?: unknown } | undefined)?.message;
  return { status, warnings, refusal: typeof reason === 'string' ? reason : answer.text };
}

/** Asks the API server how the path names the kind of an object. */
export async function discoverResource(
  request: ApiRequest,
  { apiVersion, kind }: KubeObject,
): Promise<ResourceName> {
  const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const answer = await request('GET', path);
  const { resources = [] } = (answer.json ?? {}) as {
    resources?: { name: string; kind: string; namespaced: boolean }[];
  };
  const match = resources.find((entry) => entry.kind === kind && !entry.name.includes('/'));
  if (match === undefined) {
    throw new ClusterError(
      'ERR_CLUSTER_UNKNOWN_KIND',
      `the API server does not serve ${kind} of ${apiVersion} (${path} answered ${answer.status}): load its CRD`,
    );
  }
  return { plural: match.name, isNamespaced: match.namespaced };
}
