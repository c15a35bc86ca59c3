import type { CloudFieldRow } from '@atoll/agent-model';
import { type CloudVerdict, compareManagedResource } from '../cloud/compare-managed-resource.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { STRICT } from './sample-object.ts';

const API_VERSION = 'net.cloud.example.upbound.io/v1';
const NOW = new Date('2026-12-01T12:00:00Z');

const ROWS: readonly CloudFieldRow[] = [
  ...(
    [
      { path: '/zones', does: 'spell', as: 'set' },
      { path: '/policy', does: 'spell', as: 'policy' },
      { path: '/isPublic', does: 'default', value: false },
      { path: '/isEnabled', does: 'default', value: true },
      { path: '/arn', does: 'assign' },
      { path: '/forceDestroy', does: 'hide' },
      { path: '/tags', does: 'map' },
    ] as const
  ).map((row) => ({ group: '*.cloud.example.upbound.io', source: 'made up', ...row })),
  { group: '*', kind: 'Gadget', path: '/cidr', does: 'assign', source: 'of another kind' },
];

/** The provider can do its work. */
export const SYNCED = { type: 'Synced', status: 'True', reason: 'ReconcileSuccess' };
/** The cloud calls the resource available. */
export const READY = { type: 'Ready', status: 'True', reason: 'Available' };

function toDesired(forProvider: object): KubeManifest {
  return {
    apiVersion: API_VERSION,
    kind: 'Net',
    metadata: { name: 'a', namespace: 'r' },
    spec: { forProvider },
  };
}

/** A live managed resource, as far as a case is about it. */
export interface LiveCase {
  readonly spec?: object;
  /** Fields of forProvider that somebody else than the provider wrote. */
  readonly foreign?: readonly string[];
  readonly at?: object | undefined;
  readonly conditions?: readonly object[];
  readonly metadata?: object;
  readonly status?: object;
}

function toLive(
  git: object,
  { spec = {}, foreign = [], at, conditions, metadata, status }: LiveCase,
): KubeManifest {
  const entryOf = (manager: string, fields: readonly string[]) => ({
    manager,
    operation: 'Update',
    fieldsV1: {
      'f:spec': { 'f:forProvider': Object.fromEntries(fields.map((field) => [`f:${field}`, {}])) },
    },
  });
  const theirs = Object.keys(spec).filter((field) => !foreign.includes(field) && !Object.hasOwn(git, field));
  return {
    ...toDesired({ ...git, ...spec }),
    metadata: {
      name: 'a',
      namespace: 'r',
      generation: 3,
      annotations: { 'crossplane.io/external-name': 'net-1' },
      managedFields: [
        { ...entryOf('kustomize-controller', Object.keys(git)), operation: 'Apply' },
        entryOf('provider', theirs),
        entryOf('kubectl-edit', foreign),
      ],
      ...metadata,
    },
    status: {
      observedGeneration: 3,
      conditions: conditions ?? [SYNCED, READY],
      ...(at === undefined ? {} : { atProvider: at }),
      ...status,
    },
  };
}

/** Compares a managed resource with the `forProvider` of Git. */
export function compareCase(git: object, live: LiveCase | undefined, rules = STRICT, previousName?: string) {
  return compareManagedResource(
    {
      ref: { apiVersion: API_VERSION, kind: 'Net', name: 'a', namespace: 'r', stage: 'network' },
      desired: toDesired(git),
      live: live === undefined ? undefined : toLive(git, live),
      previousName,
      now: NOW,
    },
    ROWS,
    rules,
  );
}

/** Gives class and paths. */
export function toldOf(verdict: CloudVerdict) {
  return [verdict.class, ...verdict.changes.map(({ path }) => path)];
}
