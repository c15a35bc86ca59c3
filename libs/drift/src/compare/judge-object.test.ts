import { describe, expect, it } from 'vitest';
import { normalizeDesired } from '../manifest/normalize-desired.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { normalisationCases, type TamperCase, tamperCases } from '../testing/golden-cases.ts';
import { toCanonical } from './canonical.ts';
import { judgeObject, type JudgeRules } from './judge-object.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

const RULES: JudgeRules = {
  ignore: [],
  elastic: [],
  owners: ['kustomize-controller'],
  userAnnotation: 'atoll.dev/changed-by',
  hmac: (text) => `hmac-of-${text.length}`,
};

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function judge(
  golden: { readonly desired: KubeManifest; readonly answer: KubeManifest | undefined },
  live: KubeManifest | undefined,
  previousUid?: string,
) {
  const { apiVersion, kind, metadata } = golden.desired;
  return judgeObject(
    {
      ref: { apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? '', stage: 'platform' },
      desired: normalizeDesired(golden.desired, toBase64),
      canonical: golden.answer === undefined ? undefined : toCanonical(golden.answer, 'chant-agent'),
      live,
      previousUid,
      now: NOW,
    },
    RULES,
  );
}

/** What stands after the last event of a recording; nothing after a deletion. */
function lastLive({ watchEvents, liveBefore }: TamperCase): KubeManifest | undefined {
  const last = watchEvents.at(-1);
  if (last === undefined) return liveBefore;
  return last.type === 'DELETED' ? undefined : last.object;
}

function summarize(tamper: TamperCase, answer: KubeManifest | undefined) {
  const uid = tamper.liveBefore.metadata['uid'] as string;
  const { class: name, changes } = judge({ desired: tamper.desired, answer }, lastLive(tamper), uid);
  return [name, ...changes.map(({ path, by }) => (by === undefined ? path : `${path} by ${by.manager}`))];
}

/** The expectation that stands in each recording, as a verdict with paths. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'replicas-edit': ['Modified', '/spec/replicas by kubectl-edit'],
  'scale-subresource': ['Modified', '/spec/replicas by kubectl'],
  'image-set': ['Modified', '/spec/template/spec/containers[name=app]/image by kubectl-set'],
  'env-added': ['Extra', '/spec/template/spec/containers[name=app]/env[name=EXTRA] by kubectl-set'],
  'env-removed': ['Modified', '/spec/template/spec/containers[name=app]/env[name=B]'],
  'label-added': ['Extra', '/metadata/labels/hand by kubectl-label'],
  'rollout-restart': ['InSync'],
  'atomic-list': ['Modified', '/spec/template/spec/tolerations by kubectl-edit'],
  'same-value': ['InSync'],
  'forged-manager': ['Modified', '/spec/replicas by kustomize-controller'],
  'managedfields-wiped': ['Modified', '/spec/replicas'],
  deleted: ['Missing'],
  recreated: ['Recreated'],
  terminating: ['Terminating'],
  'status-only': ['InSync'],
  'quantity-respelled': ['InSync'],
  'secret-value': ['Modified', '/data/password by kubectl-edit'],
  'cr-list-and-set': ['Modified', '/spec/items[id=a]/v by kubectl-edit', '/spec/tags[=z] by kubectl-edit'],
  'cr-reorder': ['InSync'],
  'cr-unknown-subtree': ['Modified', '/spec/any/deep by kubectl-edit'],
  'hpa-takes-replicas': ['Modified', '/spec/replicas by hpa-like'],
  'co-owner-same-value': ['InSync'],
  'default-edited': ['Extra', '/spec/strategy/rollingUpdate/maxSurge by kubectl-edit'],
  'mutating-policy': ['InSync'],
};

describe('a recorded change of a live object', () => {
  it.each(tamperCases.map((tamper) => [tamper.id, tamper] as const))(
    '%s has the verdict that was expected',
    (id, tamper) => {
      expect(summarize(tamper, tamper.canonicalDryRun)).toStrictEqual(EXPECTED[id]);
    },
  );

  it('are all expected', () => {
    expect(tamperCases.map(({ id }) => id).sort()).toStrictEqual(Object.keys(EXPECTED).sort());
  });

  it.each([
    'replicas-edit',
    'image-set',
    'env-added',
    'env-removed',
    'forged-manager',
    'deleted',
    'secret-value',
    'cr-reorder',
  ])('%s has the same verdict where the API server may not be asked', (id) => {
    const tamper = tamperCases.find((each) => each.id === id);

    expect(tamper && summarize(tamper, undefined)).toStrictEqual(EXPECTED[id]);
  });

  it('shows no byte of a Secret, neither the old nor the new one', () => {
    const tamper = tamperCases.find(({ id }) => id === 'secret-value');
    if (tamper === undefined) throw new Error('the recording is gone');

    const text = JSON.stringify(
      judge({ desired: tamper.desired, answer: tamper.canonicalDryRun }, lastLive(tamper)),
    );

    expect(text).toContain('redacted');
    for (const secret of ['hunter2', 'aHVudGVyMg==', 'evil', 'ZXZpbA==']) expect(text).not.toContain(secret);
  });
});

describe('a recorded object that is as it was applied', () => {
  const rows = normalisationCases
    .filter(({ desired }) => desired.kind !== 'ConfigMap')
    .map((recorded) => [recorded.desired.kind, recorded.desired.metadata.name, recorded] as const);

  it.each(rows)('%s %s is as in Git', (_kind, _name, { desired, dryRun, live }) => {
    expect(judge({ desired, answer: dryRun }, live)).toMatchObject({ class: 'InSync', changes: [] });
  });

  it.each(rows)(
    '%s %s is as in Git where the API server may not be asked',
    (_kind, _name, { desired, live }) => {
      expect(judge({ desired, answer: undefined }, live)).toMatchObject({ class: 'InSync', changes: [] });
    },
  );

  it.each(['asked', 'not asked'])(
    'ConfigMap cm has a key that its recording added before, the API server %s',
    (way) => {
      const recorded = normalisationCases.find(({ desired }) => desired.kind === 'ConfigMap');
      if (recorded === undefined) throw new Error('the recording is gone');
      const { desired, dryRun, live } = recorded;

      const verdict = judge({ desired, answer: way === 'asked' ? dryRun : undefined }, live);

      expect(verdict).toMatchObject({
        class: 'Extra',
        changes: [{ path: '/data/t', was: { absent: true }, by: { manager: 'a' } }],
      });
    },
  );
});
