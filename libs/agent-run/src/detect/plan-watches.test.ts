import { describe, expect, it } from 'vitest';
import type { ServedResource } from '../cluster/resource-path.ts';
import { planWatches } from './plan-watches.ts';

const maps: ServedResource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};
const secrets: ServedResource = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  kind: 'Secret',
  namespaced: true,
};
const roles: ServedResource = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
};

function places(resource: ServedResource, ...names: readonly string[]) {
  return names.map((each) => {
    const [namespace = '', name = ''] = each.split('/');
    return { resource, namespace: resource.namespaced ? namespace : undefined, name };
  });
}

describe(planWatches, () => {
  it('watches each namespace of a kind once while they are few', () => {
    expect(planWatches(places(maps, 'a/one', 'a/two', 'b/one'))).toStrictEqual([
      { group: '', version: 'v1', plural: 'configmaps', namespace: 'a' },
      { group: '', version: 'v1', plural: 'configmaps', namespace: 'b' },
    ]);
  });

  it('watches a kind everywhere when its namespaces are many, or when it has none', () => {
    const many = places(maps, 'a/x', 'b/x', 'c/x', 'd/x', 'e/x', 'f/x');

    expect(planWatches([...many, ...places(roles, '/admin')])).toStrictEqual([
      { group: '', version: 'v1', plural: 'configmaps' },
      { group: 'rbac.authorization.k8s.io', version: 'v1', plural: 'clusterroles' },
    ]);
  });

  it('watches Secrets by name, however many there are', () => {
    expect(planWatches(places(secrets, 'a/tls', 'a/token'))).toStrictEqual([
      { group: '', version: 'v1', plural: 'secrets', namespace: 'a', name: 'tls' },
      { group: '', version: 'v1', plural: 'secrets', namespace: 'a', name: 'token' },
    ]);
  });
});
