import { kubernetesSchemas } from '@atoll/typed-object';
import { describe, expect, it } from 'vitest';
import {
  exampleGrant,
  type GuardObject,
  renderClusterGuard,
  renderRegionGuard,
} from './testing/render-guard.ts';

function listsOf(objects: readonly GuardObject[]): Readonly<Record<string, string>> {
  const lists = objects.find(({ kind }) => kind === 'ConfigMap');
  return lists?.['data'] as Readonly<Record<string, string>>;
}

function toNames(objects: readonly GuardObject[]): readonly string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe('the guard of a region', () => {
  it('has its rule one stage before its bindings, which Flux could not try without it', () => {
    const { identity, crds, platform } = renderRegionGuard('one', []);

    expect(toNames(identity)).toStrictEqual(['ConfigMap atoll-guard']);
    expect(toNames(crds)).toStrictEqual(['ValidatingAdmissionPolicy atoll-guard']);
    expect(toNames(platform)).toStrictEqual([
      'ValidatingAdmissionPolicyBinding atoll-guard-applied',
      'ValidatingAdmissionPolicyBinding atoll-guard-released',
      'ValidatingAdmissionPolicyBinding atoll-guard-flux',
      'ValidatingAdmissionPolicyBinding atoll-guard-places',
      'ValidatingAdmissionPolicyBinding atoll-guard-accounts',
      'ConfigMap atoll-guard',
    ]);
  });

  it('lets in the accounts of Flux, of the agent and of the cloud, each by name', () => {
    const { writers } = listsOf(renderRegionGuard('one', []).platform);

    expect(writers?.trimEnd().split('\n')).toStrictEqual([
      'cloud:*',
      'deployment/one/*',
      'system:serviceaccount:atoll-system:atoll-agent',
      'system:serviceaccount:flux-system:flux-agent',
      'system:serviceaccount:flux-system:flux-crds',
      'system:serviceaccount:flux-system:flux-platform',
      'system:serviceaccount:flux-system:helm-controller',
      'system:serviceaccount:flux-system:kustomize-controller',
      'system:serviceaccount:flux-system:notification-controller',
      'system:serviceaccount:flux-system:source-controller',
    ]);
  });

  it('names a holder as each of the two clusters does', () => {
    const { identity, platform } = renderRegionGuard('one', [exampleGrant]);

    expect(listsOf(platform)['grants']).toBe('2026-11-21T14:00:00Z session/inc-42\n');
    expect(listsOf(identity)['grants']).toBe(
      '2026-11-21T14:00:00Z alice@example.com\n2026-11-21T14:00:00Z arn:aws:sts::444455556666:assumed-role/alice/*\n',
    );
  });

  it.each([
    ['is still to come', { ...exampleGrant, phase: 'coming' as const }],
    ['is over', { ...exampleGrant, phase: 'ending' as const }],
    ['is of another role', { ...exampleGrant, role: 'elevated-operations' }],
  ])('knows no grant that %s', (_what, grant) => {
    const without = renderRegionGuard('one', []);

    expect(renderRegionGuard('one', [grant])).toStrictEqual(without);
  });

  it('lets nobody in by an entry that takes in everybody, or people, or all accounts', () => {
    const { identity, platform } = renderRegionGuard('one', [exampleGrant]);
    const entries = [identity, platform, renderClusterGuard()].flatMap(
      (objects) => listsOf(objects)['writers']?.split('\n') ?? [],
    );

    const wide = entries.filter((entry) => /^(system:serviceaccount:)?[^:/]*\*$/.test(entry));

    expect(entries.length).toBeGreaterThan(10);
    expect(wide).toStrictEqual([]);
  });

  it('is what the API server’s own schemas take', () => {
    const { identity, crds, platform } = renderRegionGuard('one', [exampleGrant]);

    const problems = [...identity, ...crds, ...platform, ...renderClusterGuard()].flatMap((object) =>
      kubernetesSchemas.validate(object),
    );

    expect(problems).toStrictEqual([]);
  });
});

describe('the guard of a control cluster', () => {
  it('looks at regions with the lists of their own namespaces, and at all else with its own', () => {
    const bindings = renderClusterGuard().filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');

    const places = bindings.map(({ metadata, spec }) => [
      metadata.name,
      (spec as { paramRef: { namespace?: string } }).paramRef.namespace,
    ]);

    expect(places).toStrictEqual([
      ['atoll-guard-cluster-wide', 'flux-system'],
      ['atoll-guard-elsewhere', 'flux-system'],
      ['atoll-guard-regions', undefined],
      ['atoll-guard-places', 'flux-system'],
      ['atoll-guard-accounts', 'flux-system'],
    ]);
  });

  it('knows each user of the clouds once, and no grant', () => {
    const { writers, grants } = listsOf(renderClusterGuard());

    expect(writers?.split('\n').filter((entry) => entry === 'cloud:*')).toStrictEqual(['cloud:*']);
    expect(grants).toBeUndefined();
  });
});
