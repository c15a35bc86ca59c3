import type { Verdict } from '@atoll/agent-model';
import fc from 'fast-check';
import { toCanonical } from '../compare/canonical.ts';
import { judgeObject, type JudgeRules } from '../compare/judge-object.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { anyTree } from './arbitrary-tree.ts';
import { listTreeLeaves, type SchemaTree, toFieldsV1, type TreeLeaf, toTreeValue } from './schema-tree.ts';

/** Rules that let everything be drift. */
export const STRICT: JudgeRules = {
  ignore: [],
  elastic: [],
  owners: ['kustomize-controller'],
  userAnnotation: 'atoll.dev/changed-by',
  hmac: (text) => `hmac-of-${text.length}`,
};

/** When the samples are judged. */
export const NOW = new Date('2026-12-01T12:00:00Z');

/** A manifest, the API server's word on it, and the object as it stands when nobody has touched it. */
export interface SampleObject {
  readonly desired: KubeManifest;
  readonly answer: KubeManifest;
  readonly live: KubeManifest;
  readonly leaves: readonly TreeLeaf[];
}

/** Whether the API server may be asked. */
export type Knowledge = 'asked' | 'not asked';

/** Gives a manifest of a kind that no rule is about, of any shape below `spec`. */
export function anySample(): fc.Arbitrary<SampleObject> {
  return anyTree().map(toSample);
}

/** Makes a sample of what stands below `spec`; the server adds a default, status and what it alone writes. */
export function toSample(spec: SchemaTree, kind = 'Widget'): SampleObject {
  const tree: SchemaTree = {
    type: 'map',
    fields: new Map<string, SchemaTree>([
      [
        'metadata',
        {
          type: 'map',
          fields: new Map([
            ['labels', { type: 'map', fields: new Map([['example.com/app', leafOf('shop')]]) }],
          ]),
        },
      ],
      ['spec', spec],
    ]),
  };
  const owned = toFieldsV1(tree);
  const { metadata, ...fields } = toTreeValue(tree) as Pick<KubeManifest, 'metadata'>;
  const desired: KubeManifest = {
    apiVersion: kind === 'Secret' ? 'v1' : 'example.dev/v1',
    kind,
    metadata: { name: 'sample', namespace: 'shop', ...(metadata as object) },
    ...fields,
  };
  const stored: KubeManifest = {
    ...desired,
    spec: { ...(fields as { spec: object }).spec, defaulted: { byServer: 'Always' } },
  };
  return {
    desired,
    answer: withMetadata(stored, {
      ...SERVER_METADATA,
      managedFields: [
        entryOf('atoll-agent', owned, 'Apply'),
        entryOf('kustomize-controller', owned, 'Apply'),
      ],
    }),
    live: withMetadata(
      { ...stored, status: { phase: 'Running' } },
      {
        ...SERVER_METADATA,
        managedFields: [
          entryOf('kustomize-controller', owned, 'Apply'),
          { ...entryOf('widget-controller', { 'f:status': { 'f:phase': {} } }), subresource: 'status' },
        ],
      },
    ),
    leaves: listTreeLeaves(tree),
  };
}

const SERVER_METADATA = {
  uid: 'ba7e6b0d-3c62-4a0e-9d9e-8f2f4f6a1c11',
  resourceVersion: '4711',
  generation: 2,
  creationTimestamp: '2026-11-01T00:00:00Z',
};

function leafOf(value: unknown): SchemaTree {
  return { type: 'leaf', value };
}

/** Gives an object with more in its metadata. */
export function withMetadata(object: KubeManifest, more: Readonly<Record<string, unknown>>): KubeManifest {
  return { ...object, metadata: { ...object.metadata, ...more } };
}

/** Gives one entry of `metadata.managedFields`. */
export function entryOf(manager: string, fieldsV1: unknown, operation: 'Apply' | 'Update' = 'Update') {
  const time = '2026-12-01T10:00:00Z';
  return { manager, operation, apiVersion: 'example.dev/v1', time, fieldsType: 'FieldsV1', fieldsV1 };
}

/** Gives a live object with one more entry in `metadata.managedFields`. */
export function writtenBy(live: KubeManifest, manager: string, fieldsV1: unknown): KubeManifest {
  const entries = live.metadata['managedFields'] as readonly unknown[];
  return withMetadata(live, { managedFields: [...entries, entryOf(manager, fieldsV1)] });
}

/** Judges a live object by a sample. */
export function judgeSample(
  { desired, answer }: Pick<SampleObject, 'desired' | 'answer'>,
  live: KubeManifest,
  { rules = STRICT, knowledge = 'asked' }: { rules?: JudgeRules; knowledge?: Knowledge } = {},
): Verdict {
  const { apiVersion, kind, metadata } = desired;
  return judgeObject(
    {
      ref: { apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? '', stage: 'platform' },
      desired,
      canonical: knowledge === 'asked' ? toCanonical(answer, 'atoll-agent') : undefined,
      live,
      previousUid: undefined,
      now: NOW,
    },
    rules,
  );
}
