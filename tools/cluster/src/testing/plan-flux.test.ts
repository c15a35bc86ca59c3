import { describe, expect, it } from 'vitest';

import { planFlux } from './plan-flux.ts';
import type { Manifest } from './read-manifests.ts';

const SOURCE = manifest('first/source.yaml', 'GitRepository', 'git', { sparseCheckout: ['first', 'stages'] });

function manifest(path: string, kind: string, name: string, spec: object = {}): Manifest {
  const apiVersion = kind === 'Kustomization' ? 'kustomize.toolkit.fluxcd.io/v1' : 'example/v1';
  return { path, object: { apiVersion, kind, metadata: { name, namespace: 'flux' }, spec } };
}

function stage(name: string, spec: object = {}): Manifest {
  const whole = { path: `./stages/${name}`, prune: true, sourceRef: { name: 'git' }, ...spec };
  return manifest(`first/${name}.yaml`, 'Kustomization', name, whole);
}

function content(name: string, kind = 'Thing'): Manifest {
  return manifest(`stages/${name}/${kind}.yaml`, kind, kind.toLowerCase());
}

describe('planFlux', () => {
  it('applies the first folder as administrator and each stage after those that it depends on', () => {
    const late = stage('a', { dependsOn: [{ name: 'b' }], serviceAccountName: 'flux-a' });

    const plan = planFlux([SOURCE, late, stage('b'), content('a'), content('b')], 'first');

    expect(plan.steps.map(({ name, account, prune }) => ({ name, account, prune }))).toEqual([
      { name: 'administrator', account: undefined, prune: false },
      { name: 'flux/b', account: undefined, prune: true },
      { name: 'flux/a', account: { namespace: 'flux', name: 'flux-a' }, prune: true },
    ]);
  });

  it('applies namespaces and definitions before what needs them', () => {
    const objects = ['Thing', 'CustomResourceDefinition', 'Namespace'].map((kind) => content('a', kind));

    const plan = planFlux([SOURCE, stage('a'), ...objects], 'first');

    expect(plan.steps[1]?.manifests.map(({ object }) => object.kind)).toEqual([
      'Namespace',
      'CustomResourceDefinition',
      'Thing',
    ]);
  });

  it('leaves what goes to another cluster out of the steps', () => {
    const remote = stage('a', { kubeConfig: { secretRef: { name: 'other' } } });

    const plan = planFlux([SOURCE, remote, content('a')], 'first');

    expect(plan.steps).toHaveLength(1);
    expect(plan.remoteFolders).toEqual(['stages/a']);
  });

  it.each([
    [
      'stages that wait for each other',
      [SOURCE, stage('a', { dependsOn: [{ name: 'b' }] }), stage('b', { dependsOn: [{ name: 'a' }] })],
      'these wait for ever: flux/a, flux/b',
    ],
    ['a folder that is empty', [SOURCE, stage('a')], 'flux/a: nothing stands in stages/a'],
    [
      'a folder that the source leaves out',
      [SOURCE, stage('a', { path: './stages2/a' })],
      'flux/a: stages2/a is not in its source, first, stages',
    ],
    ['a source that is not there', [stage('a'), content('a')], 'flux/a: its source was not applied before'],
  ])('refuses %s', (_what, repository, message) => {
    expect(() => planFlux(repository, 'first')).toThrow(new Error(message));
  });
});
