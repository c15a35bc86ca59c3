import { type KubeManifest, normalizeDesired, parseManifest } from '@atoll/drift';
import { keyOfObject } from '@atoll/agent-model';
import type { Problem } from '@atoll/core';
import { FLUX_LABELS } from '../detect/drift-comparer.ts';
import type { DesiredIndex } from './desired-index.ts';
import type { DesiredObject } from './desired-object.ts';
import type { GuardedHalf } from './guarded-half.ts';
import type { AppliedStage } from './to-applied-stage.ts';

/** A manifest file as the mirror gives it; the text is left out where its content is known. */
export interface StageFile {
  readonly path: string;
  readonly blob: string;
  readonly text: string | undefined;
}

/** What reading a stage takes. */
export interface StageReading {
  readonly half: GuardedHalf;
  readonly stage: AppliedStage & { readonly commit: string };
  readonly files: readonly StageFile[];
  readonly index: DesiredIndex;
  readonly onProblem: (problem: Problem) => void;
}

/** Gives the objects of a stage's files: a file whose content is known is taken over as it was. */
export function toStageObjects({
  half,
  stage,
  files,
  index,
  onProblem,
}: StageReading): readonly DesiredObject[] {
  const known = Map.groupBy(index.listStage(stage.kustomization), ({ path }) => path);
  const objects = files.flatMap((file) => {
    if (file.text === undefined) {
      return (known.get(file.path) ?? []).map((object) => ({ ...object, commit: stage.commit }));
    }
    const parsed = parseManifest(file.text, file.path);
    for (const problem of parsed.problems) onProblem(problem);
    return parsed.objects.map((manifest) => toDesired(manifest, file, { half, stage }));
  });
  return withoutDoubles(objects, onProblem);
}

/** Gives the blobs whose texts need not be read again. */
export function listKnownBlobs(index: DesiredIndex, kustomization: string): ReadonlySet<string> {
  return new Set(index.listStage(kustomization).map(({ blob }) => blob));
}

function toDesired(
  manifest: KubeManifest,
  { path, blob }: StageFile,
  { half, stage }: Pick<StageReading, 'half' | 'stage'>,
): DesiredObject {
  const { apiVersion, kind, metadata } = manifest;
  const { namespace, name } = metadata;
  const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
  const wanted = normalizeDesired(manifest, (text) => Buffer.from(text).toString('base64'));
  return {
    key: keyOfObject(ref),
    ref,
    region: half.region,
    half: half.half,
    stage: stage.stage,
    kustomization: stage.kustomization,
    commit: stage.commit,
    path,
    blob,
    json: JSON.stringify(withFluxLabels(wanted, stage.kustomization)),
  };
}

/** Flux adds them to whatever it applies: what is applied in its name without them would take them away. */
function withFluxLabels(manifest: KubeManifest, kustomization: string): KubeManifest {
  const [namespace = '', name = ''] = kustomization.split('/');
  const labels = {
    ...manifest.metadata.labels,
    [FLUX_LABELS.name]: name,
    [FLUX_LABELS.namespace]: namespace,
  };
  return { ...manifest, metadata: { ...manifest.metadata, labels } };
}

/** The same object in two files has two contents that are both wanted: neither is believed. */
function withoutDoubles(
  objects: readonly DesiredObject[],
  onProblem: (problem: Problem) => void,
): readonly DesiredObject[] {
  const byKey = Map.groupBy(objects, ({ key }) => key);
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (same.length === 1 || first === undefined) return same;
    const paths = same.map(({ path }) => path).join(', ');
    onProblem({
      file: first.path,
      line: 0,
      column: 0,
      path: '',
      code: 'ERR_DRIFT_MANIFEST',
      message: `${first.ref.kind} ${first.ref.name} stands in more than one file: ${paths}`,
    });
    return [];
  });
}
