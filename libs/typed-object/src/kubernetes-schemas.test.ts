import { App, Chart } from 'cdk8s';
import {
  ConfigMap,
  Deployment,
  Namespace,
  Role,
  ServiceAccount,
  ApiResource,
  ClusterRole,
} from 'cdk8s-plus-28';
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
      'Deployment',
      'Service',
      'Role',
      'RoleBinding',
      'ClusterRole',
      'ClusterRoleBinding',
    ]);
  });

  it('refuse an unknown field deep inside, a wrong type and a missing name', () => {
    const container = { image: 'i', ports: [{ containerPort: '80' }], imagePullPolice: 'Always' };
    const template = { spec: { containers: [container] } };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd', namespace: 'n' },
      spec: { selector: {}, template, replicas: 1.5 },
    };

    expect(kubernetesSchemas.validate(object)).toEqual([
      { path: 'spec.replicas', rule: 'type', message: 'must be integer' },
      { path: 'spec.template.spec.containers[0].name', rule: 'required', message: 'is required' },
      {
        path: 'spec.template.spec.containers[0].imagePullPolice',
        rule: 'unknown-field',
        message: 'is not a field of this kind',
      },
      {
        path: 'spec.template.spec.containers[0].ports[0].containerPort',
        rule: 'type',
        message: 'must be integer',
      },
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
  const deployment = new Deployment(chart, 'deployment', {
    ...NAMESPACED,
    containers: [{ image: 'image', portNumber: 80 }],
  });
  deployment.exposeViaService();
  const role = new Role(chart, 'role', NAMESPACED);
  role.allowRead(ApiResource.PODS);
  role.bind(account);
  const clusterRole = new ClusterRole(chart, 'cluster-role');
  clusterRole.allowRead(ApiResource.NODES);
  clusterRole.bind(account);
  return chart;
}
