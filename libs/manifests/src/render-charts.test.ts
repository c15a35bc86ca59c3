import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { ConfigMap, Role, ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';

import { ManifestError, type ManifestProblem } from './manifest-error.ts';
import { type ManifestFile, renderCharts } from './render-charts.ts';
import type { StageChart } from './render-objects.ts';
import { createSerializer } from './serialize-manifest.ts';

const HALF = 'control-plane/aws-a';

interface ObjectNames {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly group?: string;
}

function addObject(
  scope: Construct,
  { id, kind, name, group = 'ec2.aws.m.upbound.io' }: ObjectNames,
): ApiObject {
  return new ApiObject(scope, id, { apiVersion: `${group}/v1beta1`, kind, metadata: { name } });
}

function addStage(app: App, stage: string): StageChart {
  return { folder: `${HALF}/${stage}`, chart: new Chart(app, stage, { namespace: 'region-a' }) };
}

function render(
  charts: readonly StageChart[],
  validate: (object: Readonly<Record<string, unknown>>) => readonly ManifestProblem[] = () => [],
): ManifestFile[] {
  return renderCharts(charts, { validate, serialize: createSerializer() });
}

function failure(act: () => unknown): Pick<ManifestError, 'code' | 'message'> {
  try {
    act();
  } catch (error) {
    if (error instanceof ManifestError) {
      return { code: error.code, message: error.message };
    }
    throw error;
  }

  return { code: 'none', message: 'nothing was thrown' };
}

describe('renderCharts', () => {
  it('gives one file for each object, ordered by path', () => {
    const app = new App();
    const network = addStage(app, 'network');
    const identity = addStage(app, 'identity');
    const parent = new Construct(network.chart, 'parent');
    addObject(parent, { id: 'z', kind: 'VPC', name: 'z' });
    addObject(network.chart, { id: 'a', kind: 'Subnet', name: 'a' });
    new ServiceAccount(identity.chart, 'flux', { metadata: { name: 'flux' } });

    const files = render([network, identity]);

    expect(files).toEqual([
      {
        path: `${HALF}/identity/region-a.serviceaccount.flux.yaml`,
        text: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: flux\n  namespace: region-a\nautomountServiceAccountToken: false\n',
        object: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'flux', namespace: 'region-a' },
          automountServiceAccountToken: false,
        },
      },
      {
        path: `${HALF}/network/region-a.subnet.a.yaml`,
        text: 'apiVersion: ec2.aws.m.upbound.io/v1beta1\nkind: Subnet\nmetadata:\n  name: a\n  namespace: region-a\n',
        object: {
          apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
          kind: 'Subnet',
          metadata: { name: 'a', namespace: 'region-a' },
        },
      },
      {
        path: `${HALF}/network/region-a.vpc.z.yaml`,
        text: 'apiVersion: ec2.aws.m.upbound.io/v1beta1\nkind: VPC\nmetadata:\n  name: z\n  namespace: region-a\n',
        object: {
          apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
          kind: 'VPC',
          metadata: { name: 'z', namespace: 'region-a' },
        },
      },
    ]);
  });

  it('gives no file for no chart', () => {
    expect(render([])).toEqual([]);
  });

  it('lists every problem of every object, sorted, and writes nothing', () => {
    const network = addStage(new App(), 'network');
    addObject(network.chart, { id: 'b', kind: 'VPC', name: 'b' });
    addObject(network.chart, { id: 'a', kind: 'VPC', name: 'a' });
    const validate = (): readonly ManifestProblem[] => [
      { path: 'spec.b', rule: 'pattern', message: 'is no network' },
      { path: '', rule: 'required', message: 'has no spec' },
    ];

    expect(failure(() => render([network], validate))).toEqual({
      code: 'ERR_MANIFEST_INVALID',
      message: [
        `${HALF}/network/region-a.vpc.a.yaml spec.b: is no network (rule pattern)`,
        `${HALF}/network/region-a.vpc.a.yaml: has no spec (rule required)`,
        `${HALF}/network/region-a.vpc.b.yaml spec.b: is no network (rule pattern)`,
        `${HALF}/network/region-a.vpc.b.yaml: has no spec (rule required)`,
      ].join('\n'),
    });
  });

  it('says the problems that all constructs find in themselves', () => {
    const network = addStage(new App(), 'network');
    const parent = new Construct(network.chart, 'parent');
    parent.node.addValidation({ validate: () => ['has two routers'] });
    addObject(parent, { id: 'a', kind: 'VPC', name: 'a' }).node.addValidation({
      validate: () => ['is too small'],
    });

    expect(failure(() => render([network]))).toEqual({
      code: 'ERR_MANIFEST_CONSTRUCT',
      message: [
        `${HALF}/network (construct network/parent): has two routers (rule ERR_MANIFEST_CONSTRUCT)`,
        `${HALF}/network (construct network/parent/a): is too small (rule ERR_MANIFEST_CONSTRUCT)`,
      ].join('\n'),
    });
  });

  it('says which construct cannot be rendered', () => {
    const network = addStage(new App(), 'network');
    new ApiObject(network.chart, 'a', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: Lazy.any({
        produce: () => {
          throw new Error('no zone');
        },
      }),
    });

    expect(failure(() => render([network]))).toEqual({
      code: 'ERR_MANIFEST_CONSTRUCT',
      message: `${HALF}/network (construct network/a): Failed serializing construct at path 'network/a' with name 'a': Error: no zone (rule ERR_MANIFEST_CONSTRUCT)`,
    });
  });

  it('refuses a name that cdk8s made from the path of the construct', () => {
    const network = addStage(new App(), 'network');
    const generated = new ConfigMap(network.chart, 'config');

    expect(failure(() => render([network]))).toEqual({
      code: 'ERR_MANIFEST_GENERATED_NAME',
      message: `${HALF}/network (construct network/config/Resource) metadata.name: ConfigMap is named "${generated.name}" after its place in the code, so moving the code would replace the object: give metadata.name (rule ERR_MANIFEST_GENERATED_NAME)`,
    });
  });

  it('refuses a generated name without a hash and the binding that a role makes for itself', () => {
    const chart = new Chart(new App(), 'network', { disableResourceNameHashes: true });
    new ConfigMap(chart, 'config', { metadata: { labels: { a: 'b' } } });
    const role = new Role(chart, 'role', { metadata: { name: 'role' } });
    role.bind(new ServiceAccount(chart, 'account', { metadata: { name: 'account' } }));

    const { code, message } = failure(() => render([{ folder: 'network', chart }]));

    expect(code).toBe('ERR_MANIFEST_GENERATED_NAME');
    expect(message.split('\n').map((line) => line.split(' is named ')[0]?.split(') ')[1])).toEqual([
      'metadata.name: ConfigMap',
      'metadata.name: RoleBinding',
    ]);
  });

  it('accepts a given name that looks like a generated one', () => {
    const network = addStage(new App(), 'network');
    addObject(network.chart, { id: 'a', kind: 'VPC', name: 'network-a-c8abcdef' });

    expect(render([network]).map(({ path }) => path)).toEqual([
      `${HALF}/network/region-a.vpc.network-a-c8abcdef.yaml`,
    ]);
  });

  it('refuses a name that is no file name, also when a patch made it', () => {
    const network = addStage(new App(), 'network');
    addObject(network.chart, { id: 'a', kind: 'VPC', name: 'a' }).addJsonPatch(
      JsonPatch.replace('/metadata/name', 'a:b'),
    );

    expect(failure(() => render([network]))).toEqual({
      code: 'ERR_MANIFEST_NAME',
      message: `${HALF}/network (construct network/a): metadata.name "a:b" of VPC must be an RFC 1123 subdomain (lower-case letters, digits, "-" and "." between them, at most 253 characters), because it is part of a file name on every system: choose another name (rule ERR_MANIFEST_NAME)`,
    });
  });

  it('names both constructs when kinds of two groups give one path', () => {
    const network = addStage(new App(), 'network');
    addObject(network.chart, { id: 'eks', kind: 'Cluster', name: 'a', group: 'eks.aws.m.upbound.io' });
    addObject(network.chart, { id: 'ecs', kind: 'Cluster', name: 'a', group: 'ecs.aws.m.upbound.io' });

    expect(failure(() => render([network]))).toEqual({
      code: 'ERR_MANIFEST_COLLISION',
      message: `${HALF}/network/region-a.cluster.a.yaml: constructs network/eks and network/ecs render different objects to one path (kinds of two API groups): move one to another stage or rename it (rule ERR_MANIFEST_COLLISION)`,
    });
  });

  it('names both owners when two stages render one object, whatever its version', () => {
    const app = new App();
    const network = addStage(app, 'network');
    const dns = addStage(app, 'dns');
    addObject(network.chart, { id: 'a', kind: 'VPC', name: 'a' });
    new ApiObject(dns.chart, 'b', {
      apiVersion: 'ec2.aws.m.upbound.io/v1beta2',
      kind: 'VPC',
      metadata: { name: 'a' },
    });

    expect(failure(() => render([network, dns]))).toEqual({
      code: 'ERR_MANIFEST_DUPLICATE',
      message: `${HALF}/dns/region-a.vpc.a.yaml: construct dns/b renders the object that construct network/a in ${HALF}/network/region-a.vpc.a.yaml renders already; an object has one owner: remove one of them (rule ERR_MANIFEST_DUPLICATE)`,
    });
  });

  it('reports problems of different rules together', () => {
    const network = addStage(new App(), 'network');
    addObject(network.chart, { id: 'a', kind: 'VPC', name: 'A' });
    addObject(network.chart, { id: 'b', kind: 'VPC', name: 'b' });
    addObject(network.chart, { id: 'c', kind: 'VPC', name: 'b' });

    const { code, message } = failure(() => render([network]));

    expect(code).toBe('ERR_MANIFEST_INVALID');
    expect(message.match(/rule \w+/g)).toEqual(['rule ERR_MANIFEST_NAME', 'rule ERR_MANIFEST_DUPLICATE']);
  });
});
