import type { ApiRequest } from './api-connection.ts';

/** A ServiceAccount. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Gives the same connection under the identity of a ServiceAccount, by impersonation as Flux does it: only the user is
 * named, and the API server adds the groups of every account of that namespace.
 *
 * @param request connection of an administrator
 */
export function asServiceAccount(request: ApiRequest, { namespace, name }: ServiceAccountName): ApiRequest {
  const identity = { 'impersonate-user': `system:serviceaccount:${namespace}:${name}` };
  return (method, path, options = {}) =>
    request(method, path, { ...options, headers: { ...options.headers, ...identity } });
}
