import type { DriftChange, HealClass, Verdict, VerdictClass } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { classifyHealing, type HealCost } from './classify-healing.ts';
import type { HealRow } from './heal-row.ts';

const FACTS: readonly HealRow[] = [
  {
    group: 'rds.cloud.example',
    kind: 'Instance',
    on: 'change',
    path: '/spec/forProvider/instanceClass',
    class: 'disruptive',
    reason: 'restarts the database',
  },
  {
    group: 'rds.cloud.example',
    kind: 'Instance',
    on: 'change',
    path: '/spec/forProvider/storageEncrypted',
    class: 'destructive',
    reason: 'replaces the database by an empty one',
  },
  {
    group: 'rds.cloud.example',
    kind: 'Instance',
    on: 'change',
    path: '/spec/forProvider/tags',
    class: 'safe',
    reason: 'changes tags',
  },
  {
    group: 'iam.cloud.example',
    kind: 'Role',
    on: 'absence',
    class: 'safe',
    reason: 'makes an object that holds no data',
  },
];

function toChange(path: string, values: Partial<DriftChange> = {}): DriftChange {
  return { path, was: { json: '"a"' }, is: { json: '"b"' }, ...values };
}

function classify(
  kind: string,
  name: VerdictClass,
  paths: readonly string[] = [],
  spec: Readonly<Record<string, unknown>> = {},
): HealCost {
  const [apiVersion = '', short = ''] = kind.split(' ');
  const desired: KubeManifest = { apiVersion, kind: short, metadata: { name: 'it' }, spec };
  const verdict: Verdict = { class: name, changes: paths.map((path) => toChange(path)), message: '' };
  return classifyHealing(desired, verdict, FACTS);
}

const RDS = 'rds.cloud.example/v1 Instance';
const DEPLOYMENT = 'apps/v1 Deployment';

describe('what healing costs', () => {
  it.each<[kind: string, verdict: VerdictClass, paths: readonly string[], cost: HealClass]>([
    ['v1 ConfigMap', 'Modified', ['/data/a'], 'safe'],
    ['v1 ConfigMap', 'Missing', [], 'safe'],
    ['v1 ConfigMap', 'Recreated', ['/data/a'], 'safe'],
    ['v1 Secret', 'Modified', ['/data/a'], 'safe'],
    ['v1 Namespace', 'Missing', [], 'safe'],
    [DEPLOYMENT, 'Modified', ['/spec/template/spec/containers[name=app]/image'], 'safe'],
    [DEPLOYMENT, 'Extra', ['/spec/template/spec/containers[name=app]/env[name=X]'], 'safe'],
    [DEPLOYMENT, 'Modified', ['/spec/replicas'], 'safe'],
    [DEPLOYMENT, 'Modified', ['/spec/selector/matchLabels/app'], 'destructive'],
    [DEPLOYMENT, 'Missing', [], 'safe'],
    ['apps/v1 StatefulSet', 'Modified', ['/spec/template/spec/containers[name=app]/image'], 'disruptive'],
    ['apps/v1 StatefulSet', 'Modified', ['/spec/replicas'], 'disruptive'],
    ['apps/v1 StatefulSet', 'Modified', ['/spec/volumeClaimTemplates[0]/spec'], 'destructive'],
    ['apps/v1 StatefulSet', 'Modified', ['/metadata/labels/app'], 'safe'],
    ['apps/v1 StatefulSet', 'Missing', [], 'destructive'],
    ['apps/v1 DaemonSet', 'Modified', ['/spec/template/spec/containers[name=app]/image'], 'disruptive'],
    ['v1 PersistentVolumeClaim', 'Modified', ['/spec/resources/requests/storage'], 'disruptive'],
    ['v1 PersistentVolumeClaim', 'Modified', ['/spec/storageClassName'], 'destructive'],
    ['v1 PersistentVolumeClaim', 'Missing', [], 'destructive'],
    ['v1 PersistentVolumeClaim', 'Recreated', ['/metadata/labels/app'], 'destructive'],
    ['apiextensions.k8s.io/v1 CustomResourceDefinition', 'Missing', [], 'destructive'],
    [
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
      'Modified',
      ['/spec/versions[name=v1]/served'],
      'disruptive',
    ],
    ['rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'Extra', ['/subjects[1]'], 'safe'],
    ['rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'Modified', ['/roleRef/name'], 'disruptive'],
    ['kustomize.toolkit.fluxcd.io/v1 Kustomization', 'Modified', ['/spec/suspend'], 'disruptive'],
    ['kustomize.toolkit.fluxcd.io/v1 Kustomization', 'Modified', ['/spec/interval'], 'safe'],
    ['batch/v1 Job', 'Missing', [], 'disruptive'],
    // a kind of a cloud: its own rows, and without one dear
    [RDS, 'Modified', ['/spec/forProvider/instanceClass'], 'disruptive'],
    [RDS, 'Modified', ['/spec/forProvider/storageEncrypted'], 'destructive'],
    [RDS, 'Modified', ['/spec/forProvider/tags/a'], 'safe'],
    [RDS, 'Modified', ['/spec/forProvider/tags/a', '/spec/forProvider/instanceClass'], 'disruptive'],
    [RDS, 'Modified', ['/spec/forProvider/other'], 'disruptive'],
    [RDS, 'Modified', ['/spec/providerConfigRef/name'], 'destructive'],
    [RDS, 'Modified', ['/spec/managementPolicies'], 'disruptive'],
    [RDS, 'Modified', ['/metadata/annotations/crossplane.io~1external-name'], 'destructive'],
    [RDS, 'Extra', ['/metadata/annotations/crossplane.io~1paused'], 'disruptive'],
    [RDS, 'Extra', ['/metadata/annotations/team'], 'safe'],
    [RDS, 'Missing', [], 'destructive'],
    [RDS, 'Recreated', ['/spec/forProvider/tags/a'], 'destructive'],
    ['iam.cloud.example/v1 Role', 'Missing', [], 'safe'],
    ['unheard.example/v1 Thing', 'Missing', [], 'destructive'],
    ['unheard.example/v1 Thing', 'Modified', ['/spec/a'], 'disruptive'],
  ])('of a %s that is %s in %j is %s', (kind, verdict, paths, cost) => {
    expect(classify(kind, verdict, paths).class).toBe(cost);
  });

  it.each<[VerdictClass, string]>([
    ['InSync', 'in-sync'],
    ['Unknown', 'unknown'],
    ['Terminating', 'terminating'],
    ['Orphan', 'orphan'],
    ['Recreated', 'recreated-as-in-git'],
    ['Extra', 'grant-over'],
  ])('of a bare %s is never paid: %s', (verdict, code) => {
    expect(classify('v1 ConfigMap', verdict)).toMatchObject({ class: 'never', code });
  });

  it('looks at the manifest where the same field costs more', () => {
    const path = ['/spec/template/spec/containers[name=app]/image'];

    expect(classify(DEPLOYMENT, 'Modified', path, { strategy: { type: 'Recreate' } }).class).toBe(
      'disruptive',
    );
    expect(classify(DEPLOYMENT, 'Modified', ['/spec/replicas'], { replicas: 0 }).class).toBe('disruptive');
  });

  it('says what is done to which field', () => {
    expect(classify(RDS, 'Modified', ['/spec/forProvider/instanceClass']).reason).toBe(
      'healing /spec/forProvider/instanceClass restarts the database',
    );
    expect(classify('v1 ConfigMap', 'Missing').reason).toBe(
      'healing ConfigMap it makes an object that holds no data',
    );
  });

  it.each<[string, Partial<DriftChange>, HealClass]>([
    ['holds the dear field', { is: { json: '{"storageEncrypted":false}' } }, 'destructive'],
    ['is cut and may hold it', { is: { json: '{"a":', cut: true } }, 'destructive'],
    ['is a secret and may hold it', { is: { redacted: 'abc' } }, 'destructive'],
    ['does not hold it', { is: { json: '{"other":1}' } }, 'disruptive'],
  ])('of a whole block that %s is %s', (_, values, cost) => {
    const desired: KubeManifest = {
      apiVersion: 'rds.cloud.example/v1',
      kind: 'Instance',
      metadata: { name: 'it' },
    };
    const changes = [toChange('/spec/forProvider', { was: { absent: true }, ...values })];

    expect(classifyHealing(desired, { class: 'Modified', changes, message: '' }, FACTS).class).toBe(cost);
  });
});
