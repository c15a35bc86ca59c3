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

describe('without the word of the API server, but with the names of the writers,', () => {
  const applied = {
    manager: 'kustomize-controller',
    operation: 'Apply',
    fieldsV1: { 'f:spec': { 'f:a': {} } },
  };
  const withWriter = (spec: object, writer: object) => {
    const live = object('Widget', { spec });
    return { ...live, metadata: { ...live.metadata, managedFields: [applied, writer] } };
  };

  it('a field inside an item of a list that is one value is drift: whoever writes it takes the list', () => {
    const wanted = object('Widget', { spec: { a: 1, peers: [{ pod: 'x' }] } });
    const fieldsV1 = { 'f:spec': { 'f:peers': {} } };
    const live = withWriter(
      { a: 1, peers: [{ pod: 'x', anyNamespace: true }] },
      { manager: 'kubectl-edit', operation: 'Update', fieldsV1 },
    );

    expect(judge(wanted, live)).toStrictEqual(['Extra', '/spec/peers']);
  });

  it('an update in the name of the owner, who only applies, is drift', () => {
    const fieldsV1 = { 'f:spec': { 'f:b': {} } };
    const live = withWriter(
      { a: 1, b: 2 },
      { manager: 'kustomize-controller', operation: 'Update', fieldsV1 },
    );

    expect(judge(object('Widget', { spec: { a: 1 } }), live)).toStrictEqual(['Extra', '/spec/b']);
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
  it('is not what it stays: whoever adds to it by their office may, and others are told by name', () => {
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
    const written = (manager: string) =>
      object('Widget', {
        metadata: {
          name: 'x',
          annotations: { revision: '2' },
          managedFields: [
            {
              manager,
              operation: 'Update',
              fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:revision': {} } } },
            },
          ],
        },
        spec: {},
      });

    expect(judge(answer, written('kube-controller-manager'), canonical)).toStrictEqual(['InSync']);
    expect(judge(answer, written('kubectl'), canonical)).toStrictEqual([
      'Extra',
      '/metadata/annotations/revision',
    ]);
  });
});
