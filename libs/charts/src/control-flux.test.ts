import { controlStages, regionStages, type StageCharts } from '@atoll/cloud';
import type { Region } from '@atoll/region-model';
import { type KindDefinition, TypedObject } from '@atoll/typed-object';
import { App, Chart, Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { addControlFlux } from './control-flux.ts';
import type { KindIndex } from './stage-objects.ts';

const VPC = toKind('VPC', 'vpcs');
const EIP = toKind('EIP', 'eips');
const SECURITY_GROUP = toKind('SecurityGroup', 'securitygroups');

const FLEET_REPOSITORY = 'https://git.example.com/a.git';

const index: KindIndex = {
  find: (_apiVersion, kind) => (kind === 'VPC' ? VPC : SECURITY_GROUP),
  listGroup: () => [EIP, SECURITY_GROUP, VPC],
};

function toKind(kind: string, plural: string): KindDefinition<object> {
  const group = 'ec2.aws.m.upbound.io';
  return { group, version: 'v1beta1', apiVersion: `${group}/v1beta1`, kind, plural, namespaced: true };
}

function renderFlux(region: Partial<Region>): readonly { kind: string; metadata: { name: string } }[] {
  const app = new App();
  const toCharts = (half: string, stages: readonly string[]) =>
    Object.fromEntries(stages.map((stage) => [stage, new Chart(app, `${half}-${stage}`)]));
  const control = toCharts('control', controlStages);
  const stages = { control, region: toCharts('region', regionStages) } as unknown as StageCharts;
  const namespace = 'region-one';
  new TypedObject(stages.control.network, 'vpc', VPC, { name: 'one', namespace, spec: {} });
  new TypedObject(stages.control.persistence, 'group', SECURITY_GROUP, { name: 'db', namespace, spec: {} });

  const deploy = {
    repository: FLEET_REPOSITORY,
    regionRepository: FLEET_REPOSITORY,
    branch: 'region/one',
    intervalMinutes: 5,
  };
  addControlFlux(stages, { name: 'one', namespace, deploy, ...region } as unknown as Region, index);
  return Testing.synth(stages.control.flux) as ReturnType<typeof renderFlux>;
}

describe('stage flux of the control half', () => {
  it('lets a pruned stage delete kinds of its groups that nothing renders any more', () => {
    const role = renderFlux({}).find(
      ({ kind, metadata }) => kind === 'Role' && metadata.name === 'flux-network',
    );

    expect(role).toMatchObject({
      rules: [
        { resources: ['vpcs'], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
        { resources: ['eips'], verbs: ['get', 'list', 'watch', 'delete'] },
      ],
    });
  });

  it('lets a stage that holds data delete nothing', () => {
    const role = renderFlux({}).find(
      ({ kind, metadata }) => kind === 'Role' && metadata.name === 'flux-persistence',
    );

    expect(role).toMatchObject({
      rules: [{ resources: ['securitygroups'], verbs: ['get', 'list', 'watch', 'create', 'patch'] }],
    });
  });

  it.each([
    ['automatic', ['control-plane/one', 'regions/one/flux']],
    ['manual', ['control-plane/one']],
  ] as const)('checks out what stage bootstrap applies when it is %s', (bootstrap, sparseCheckout) => {
    const source = renderFlux({ bootstrap }).find(({ kind }) => kind === 'GitRepository');

    expect(source).toMatchObject({ spec: { sparseCheckout } });
  });

  it('takes stage flux of a region with a repository of its own from there, with other credentials and the same keys', () => {
    const deploy = {
      repository: FLEET_REPOSITORY,
      regionRepository: 'https://git.customer.example/one.git',
      branch: 'region/one',
      secretName: 'deploy',
      verifySecretName: 'keys',
      intervalMinutes: 5,
    };

    const sources = renderFlux({ bootstrap: 'automatic', deploy }).filter(
      ({ kind }) => kind === 'GitRepository',
    );

    const verify = { mode: 'HEAD', secretRef: { name: 'keys' } };
    expect(sources).toMatchObject([
      {
        metadata: { name: 'atoll' },
        spec: { sparseCheckout: ['control-plane/one'], secretRef: { name: 'deploy' }, verify },
      },
      {
        metadata: { name: 'atoll-region' },
        spec: {
          url: 'https://git.customer.example/one.git',
          ref: { branch: 'region/one' },
          sparseCheckout: ['regions/one/flux'],
          secretRef: { name: 'deploy-region' },
          verify,
        },
      },
    ]);
  });
});
