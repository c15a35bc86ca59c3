import { App, Chart } from 'cdk8s';
import { ApiResource, ClusterRole, ConfigMap, Namespace, Role, ServiceAccount } from 'cdk8s-plus-28';
import { describe, expect, it } from 'vitest';

import { kubernetesSchemas } from './schemas/index.ts';

const NAMESPACED = { metadata: { namespace: 'n' } };

describe('kubernetesSchemas', () => {
  it('accept what cdk8s-plus renders', () => {
    const chart = createChart();

    expect(chart.toJson().map((object: unknown) => kubernetesSchemas.validate(object))).toEqual(
      chart.toJson().map(() => []),
    );
    expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ConfigMap',
      'Role',
      'RoleBinding',
      'ClusterRole',
      'ClusterRoleBinding',
    ]);
  });

  it('refuse an unknown field deep inside, a wrong type and a missing name', () => {
    const object = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'r', namespace: 'n' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 7 },
      subjects: [{ kind: 'ServiceAccount', nameSpace: 'n' }],
    };

    expect(kubernetesSchemas.validate(object)).toEqual([
      { path: 'roleRef.name', rule: 'type', message: 'must be string' },
      { path: 'subjects[0].name', rule: 'required', message: 'is required' },
      { path: 'subjects[0].nameSpace', rule: 'unknown-field', message: 'is not a field of this kind' },
    ]);
  });

  it('check the schemas inside a CustomResourceDefinition', () => {
    const toCrd = (schema: unknown): unknown => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.org' },
      spec: {
        group: 'example.org',
        names: { kind: 'Widget', plural: 'widgets' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    });
    const good = { type: 'object', properties: { a: { properties: { b: { type: 'string' } } } } };
    const bad = { type: 'object', properties: { a: { properties: { b: { typ: 'string' } } } } };

    expect(kubernetesSchemas.validate(toCrd(good))).toEqual([]);
    expect(kubernetesSchemas.validate(toCrd(bad)).map(({ path }) => path)).toEqual([
      'spec.versions[0].schema.openAPIV3Schema.properties.a.properties.b.typ',
    ]);
  });
});

function createChart(): Chart {
  const chart = new Chart(new App(), 'chart');
  new Namespace(chart, 'namespace', { metadata: { name: 'n' } });
  const account = new ServiceAccount(chart, 'account', NAMESPACED);
  new ConfigMap(chart, 'config', { ...NAMESPACED, data: { a: 'b' } });
  const role = new Role(chart, 'role', NAMESPACED);
  role.allowRead(ApiResource.PODS);
  role.bind(account);
  const clusterRole = new ClusterRole(chart, 'cluster-role');
  clusterRole.allowRead(ApiResource.NODES);
  clusterRole.bind(account);
  return chart;
}
