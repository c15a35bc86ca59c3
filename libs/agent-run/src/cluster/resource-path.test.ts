import { describe, expect, it } from 'vitest';
import { toResourcePath } from './resource-path.ts';

const deployments = { group: 'apps', version: 'v1', plural: 'deployments', namespaced: true };
const namespaces = { group: '', version: 'v1', plural: 'namespaces', namespaced: false };

describe(toResourcePath, () => {
  it.each([
    [deployments, { namespace: 'shop', name: 'cart' }, '/apis/apps/v1/namespaces/shop/deployments/cart'],
    [
      deployments,
      { namespace: 'shop', name: 'cart', subresource: 'status' as const },
      '/apis/apps/v1/namespaces/shop/deployments/cart/status',
    ],
    [deployments, {}, '/apis/apps/v1/deployments'],
    [namespaces, { namespace: 'ignored', name: 'shop' }, '/api/v1/namespaces/shop'],
    [
      { ...namespaces, plural: 'clusterroles' },
      { name: 'system:node' },
      '/api/v1/clusterroles/system%3Anode',
    ],
  ])('of %j and %j is %s', (resource, target, path) => {
    expect(toResourcePath(resource, target)).toBe(path);
  });
});
