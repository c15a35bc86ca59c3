import { setImmediate } from 'node:timers/promises';
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
  /** Paths of files that are there and could not be read. */
  readonly lost: readonly string[];
  readonly index: DesiredIndex;
  readonly onProblem: (problem: Problem) => void;
}

/** What a stage wants, as far as it could be read. */
export interface StageObjects {
  readonly objects: readonly DesiredObject[];
  /** Whether these are all. If not, an object that is not among them may still be wanted. */
  readonly isWhole: boolean;
}

/** Files that are parsed before others have their turn: some 20 ms. */
const FILES_AT_ONCE = 50;

/**
 * Gives the objects of a stage's files: a file whose content is known is taken over as it was, and what a file cannot say
 * any more stays as it was said last, so that a slip of the pen makes nobody an orphan.
 */
export async function toStageObjects(reading: StageReading): Promise<StageObjects> {
  const { stage, files, lost, index, onProblem } = reading;
  const known = Map.groupBy(index.listStage(stage.kustomization), ({ path }) => path);
  const read: StageObjects[] = [];
  for (const [at, file] of files.entries()) {
    // Thousands of manifests take seconds, and a leader that stands still for five loses the Lease.
    if (at % FILES_AT_ONCE === FILES_AT_ONCE - 1) await setImmediate();
    read.push(readFile(file, known.get(file.path) ?? [], reading));
  }
  const kept = lost.flatMap((path) => known.get(path) ?? []);
  const objects = read.flatMap((each) => each.objects);
  const single = withoutDoubles([...objects, ...without(kept, objects)], onProblem);
  const doubled = without(objects, single);
  const before = index
    .listStage(stage.kustomization)
    .filter(({ key }) => doubled.some((each) => each.key === key));
  return {
    objects: [...single, ...before],
    isWhole: lost.length === 0 && doubled.length === 0 && read.every((each) => each.isWhole),
  };
}

function readFile(
  file: StageFile,
  known: readonly DesiredObject[],
  { half, stage, onProblem }: StageReading,
): StageObjects {
  if (file.text === undefined)
    return { objects: known.map((object) => ({ ...object, commit: stage.commit })), isWhole: true };
  const { objects: manifests, problems, isWhole } = parseManifest(file.text, file.path);
  for (const problem of problems) onProblem(problem);
  const objects = manifests.map((manifest) => toDesired(manifest, file, { half, stage }));
  return { objects: [...objects, ...without(isWhole ? [] : known, objects)], isWhole };
}

function without(
  objects: readonly DesiredObject[],
  others: readonly DesiredObject[],
): readonly DesiredObject[] {
  const keys = new Set(others.map(({ key }) => key));
  return objects.filter(({ key }) => !keys.has(key));
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

/** The same object in two files has two contents that are both wanted: neither is believed, what was wanted before is. */
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
