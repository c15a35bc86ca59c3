import { describe, expect, it } from 'vitest';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { type Canonical, toCanonical } from './canonical.ts';
import { judgeObject } from './judge-object.ts';
import { isOfficialWriter } from './known-writers.ts';

const OWNER = { manager: 'kustomize-controller', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: {} };

function judge(desired: KubeManifest, live: KubeManifest, canonical?: Canonical) {
  const { apiVersion, kind, metadata } = desired;
  const { class: name, changes } = judgeObject(
    {
      ref: { apiVersion, kind, name: metadata.name, namespace: 'shop', stage: 'platform' },
      desired,
      canonical,
      live: { ...live, metadata: { managedFields: [OWNER], ...live.metadata } },
      previousUid: undefined,
      now: new Date('2026-03-01T12:00:00Z'),
    },
    {
      ignore: [],
      elastic: [],
      owners: ['kustomize-controller'],
      userAnnotation: 'atoll.dev/changed-by',
      hmac: () => 'hmac',
    },
  );
  return [name, ...changes.map(({ path }) => path)];
}

function object(kind: string, fields: Record<string, unknown>): KubeManifest {
  return { apiVersion: 'v1', kind, metadata: { name: 'x', namespace: 'shop' }, ...fields };
}

describe('without the word of the API server', () => {
  it.each([
    ['a false that was removed', { allowPrivilegeEscalation: false }, {}, '/spec/allowPrivilegeEscalation'],
    ['words in another order', { args: ['a', 'b'] }, { args: ['b', 'a'] }, '/spec/args'],
    [
      'an item more in an atomic list',
      { tolerations: [{ key: 'a' }] },
      { tolerations: [{ key: 'a' }, { key: 'b' }] },
      '/spec/tolerations',
    ],
    [
      'a subject more',
      { subjects: [{ name: 'ann' }] },
      { subjects: [{ name: 'ann' }, { name: 'mallory' }] },
      '/spec/subjects',
    ],
    ['a rule where Git has none', { ingress: [] }, { ingress: [{}] }, '/spec/ingress'],
    [
      'a verb more',
      { rules: [{ verbs: ['get'] }] },
      { rules: [{ verbs: ['get', 'delete'] }] },
      '/spec/rules',
    ],
    [
      'another spelling of what is no quantity',
      { env: [{ name: 'N', value: '1000' }] },
      { env: [{ name: 'N', value: '1k' }] },
      '/spec/env[name=N]/value',
    ],
  ])('%s is drift', (_what, desired, live, path) => {
    expect(judge(object('Widget', { spec: desired }), object('Widget', { spec: live }))).toStrictEqual([
      'Modified',
      path,
    ]);
  });
});

describe('a field that was added under a trusted name', () => {
  const owned = { 'f:spec': { 'f:a': {} } };
  const answer = object('Widget', { spec: { a: 1 } });
  const canonicalOf = (manager: string) =>
    toCanonical(
      {
        ...answer,
        metadata: { ...answer.metadata, managedFields: [{ manager, operation: 'Apply', fieldsV1: owned }] },
      },
      manager,
    );

  it.each([
    ['kustomize-controller', 'Update'],
    ['kubelet', 'Update'],
    ['my-provider-x', 'Update'],
    ['helm-controller', 'Apply'],
  ])('is drift: %s by %s', (manager, operation) => {
    const live = object('Widget', { spec: { a: 1, b: 2 } });
    const foreign = { manager, operation, fieldsV1: { 'f:spec': { 'f:b': {} } } };
    const stamped = { ...live, metadata: { ...live.metadata, managedFields: [foreign] } };

    expect(judge(answer, stamped, canonicalOf('atoll-agent'))).toStrictEqual(['Extra', '/spec/b']);
  });

  it.each([
    ['kubelet', 'Pod', true],
    ['kubelet', 'RoleBinding', false],
    ['kube-controller-manager', 'Deployment', true],
    ['kube-controller-manager', 'ClusterRoleBinding', false],
    ['crossplane-contrib-provider-aws-ec2', 'VPC', true],
  ])('is the office of %s on a %s: %s', (manager, kind, isOffice) => {
    const apiVersion = kind === 'VPC' ? 'ec2.aws.m.upbound.io/v1beta1' : 'v1';

    expect(isOfficialWriter(manager, { apiVersion, kind })).toBe(isOffice);
  });
});

describe('an empty map in Git', () => {
  it('leaves to others what they add', () => {
    const answer = object('Widget', { metadata: { name: 'x', annotations: {} }, spec: {} });
    const fieldsV1 = { 'f:metadata': { 'f:annotations': {} } };
    const canonical = toCanonical(
      {
        ...answer,
        metadata: {
          ...answer.metadata,
          managedFields: [{ manager: 'atoll-agent', operation: 'Apply', fieldsV1 }],
        },
      },
      'atoll-agent',
    );
    const live = object('Widget', {
      metadata: { name: 'x', annotations: { revision: '2' }, managedFields: [] },
      spec: {},
    });

    expect(judge(answer, live, canonical)).toStrictEqual(['InSync']);
  });
});
