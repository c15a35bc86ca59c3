import { ExecutionError } from '../execution-error.ts';
import type { Route } from './route.ts';
import { routeTable } from './route-table.ts';

/** Names of regions and of records in a path: DNS names. */
const STEP = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const PARAMETER = /^\{(\w+)\}$/;

/** A route and the steps of the path that were given. */
export interface RouteMatch {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request.
 *
 * @throws ExecutionError `ERR_EXECUTION_ROUTE` (404), `ERR_EXECUTION_METHOD` (405 with `Allow`)
 */
export function matchRoute(method: string, pathname: string): RouteMatch {
  const matches = routeTable.flatMap((route) => {
    const path = matchPath(route.path, pathname);
    return path === undefined ? [] : [{ route, path }];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (matches.length === 0) {
    throw new ExecutionError('ERR_EXECUTION_ROUTE', 'there is no such path; /openapi.json names all of them');
  }
  const allow = matches.map(({ route }) => route.method).join(', ');
  throw new ExecutionError('ERR_EXECUTION_METHOD', `this path takes ${allow}`, { headers: { Allow: allow } });
}

function matchPath(template: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = PARAMETER.exec(step)?.[1];
    if (name === undefined ? step !== value : !STEP.test(value)) return undefined;
    if (name !== undefined) path[name] = value;
  }
  return path;
}
