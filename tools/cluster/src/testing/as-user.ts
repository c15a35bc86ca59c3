import type { ApiRequest } from '../api-connection.ts';

/**
 * Gives the same connection as another user who has every right, so that only admission can refuse.
 *
 * @param request connection of an administrator, who may act as others
 */
export function asUser(request: ApiRequest, user: string): ApiRequest {
  const identity = { 'impersonate-user': user, 'impersonate-group': 'system:masters' };
  return (method, path, options = {}) =>
    request(method, path, { ...options, headers: { ...options.headers, ...identity } });
}
