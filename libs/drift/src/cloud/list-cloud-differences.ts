import type { CloudFieldRow } from '@atoll/agent-model';
import { equalValues } from '../fields/equal-values.ts';
import { renderFieldStep } from '../fields/field-step.ts';
import { isRecord } from '../fields/is-record.ts';
import type { FoundDifference } from '../compare/list-differences.ts';
import { equalInCloud } from './equal-in-cloud.ts';
import { findCloudRow } from './find-cloud-row.ts';
import { isReferenced, isReferenceField } from './reference-fields.ts';
import { holdsAll, isNothing, mergeFields } from './cloud-values.ts';

/** Where the fields of a managed resource stand, as its paths begin. */
const FOR_PROVIDER = '/spec/forProvider';

/** What is compared: three views of the fields of one managed resource. */
export interface CloudFields {
  /** `forProvider` in Git. */
  readonly git: unknown;
  /** `forProvider` of the live object: with references resolved and what the provider took over from the cloud. */
  readonly spec: unknown;
  /** `atProvider`: what the provider saw in the cloud last. */
  readonly actual: unknown;
}

/** What is known beside the values. */
export interface CloudKnowledge {
  /** Rows of the kind. */
  readonly rows: readonly CloudFieldRow[];
  /** Tells whether the provider wrote a field, by its path in the object. */
  readonly isByProvider: (path: string) => boolean;
}

/** What comparing came to. */
export interface CloudDifferences {
  readonly found: readonly FoundDifference[];
  /** Fields that the cloud shows, and of which nobody said what stands there by itself. */
  readonly unjudged: readonly string[];
}

/**
 * Gives the fields that are not in the cloud as they are wanted. What Git sets, or names by a reference, is `isOwned`; what
 * the provider took over when it made the resource, what the cloud is known to fill in, and the keys of maps are not.
 *
 * Where the object itself was changed and the cloud only follows it, that is the object's own verdict, and none here.
 */
export function listCloudDifferences(fields: CloudFields, knowledge: CloudKnowledge): CloudDifferences {
  const result = { found: [] as FoundDifference[], unjudged: [] as string[] };
  walk({ ...fields, path: '' }, knowledge, result);
  return result;
}

interface Place extends CloudFields {
  /** Below `forProvider`. */
  readonly path: string;
}

interface Result {
  readonly found: FoundDifference[];
  readonly unjudged: string[];
}

function walk(place: Place, knowledge: CloudKnowledge, result: Result): void {
  const [git, spec, actual] = [toFields(place.git), toFields(place.spec), toFields(place.actual)];
  const names = new Set([git, spec, actual].flatMap((fields) => Object.keys(fields)));
  for (const name of names) {
    if (isReferenceField(name)) continue;
    const path = place.path + renderFieldStep({ type: 'field', name });
    const next = { path, git: own(git, name), spec: own(spec, name), actual: own(actual, name) };
    judgeField({ ...next, isReferenced: isReferenced(git, name) }, knowledge, result);
  }
}

function judgeField(
  place: Place & { readonly isReferenced: boolean },
  knowledge: CloudKnowledge,
  result: Result,
): void {
  const { path, git, spec, actual } = place;
  const row = findCloudRow(knowledge.rows, path);
  if (isNobodys(row)) return;
  if (git === undefined && spec === undefined) judgeUnasked(place, row, result);
  if (isToldByObject(place, knowledge) || isSame(place, row)) return;
  const was = mergeFields(git, spec);
  const isOwned = git !== undefined || place.isReferenced;
  if (row?.does !== 'spell' && canEnter(was, actual)) enter(place, knowledge, result);
  else result.found.push(toDifference(path, { was, is: actual, isOwned }));
}

/** What the cloud writes, or never shows, is no drift. */
function isNobodys(row: CloudFieldRow | undefined): boolean {
  return row?.does === 'assign' || row?.does === 'hide';
}

/** A field that neither Git nor the object has: only a row can say whether the cloud filled it in. */
function judgeUnasked({ path, actual }: Place, row: CloudFieldRow | undefined, result: Result): void {
  const was = row?.does === 'default' ? row.value : undefined;
  if (actual === undefined || equalValues(was, actual) || (isNothing(was) && isNothing(actual))) return;
  if (row?.does === 'default' || row?.does === 'map')
    result.found.push(toDifference(path, { was, is: actual, isOwned: false }));
  else result.unjudged.push(FOR_PROVIDER + path);
}

/** Tells whether somebody wrote it into the object, so that the verdict on the object tells it, or nobody asked for it. */
function isToldByObject({ path, git, spec, actual }: Place, { isByProvider }: CloudKnowledge): boolean {
  if (git === undefined) return spec === undefined || !isByProvider(FOR_PROVIDER + path);
  if (spec === undefined || isRecord(git)) return false;
  return !holdsAll(git, spec) && equalValues(spec, actual);
}

function isSame({ git, spec, actual }: Place, row: CloudFieldRow | undefined): boolean {
  const wanted = mergeFields(git, spec);
  if (equalValues(wanted, actual) || (isNothing(wanted) && isNothing(actual))) return true;
  if (row?.does !== 'spell') return false;
  return equalInCloud(row.as, wanted, actual) || (row.as === 'set' && isSameSet(wanted, actual));
}

/** Items that are maps may hold more in the cloud than was asked for. */
function isSameSet(wanted: unknown, actual: unknown): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(actual) || wanted.length !== actual.length) return false;
  const left: unknown[] = [...(actual as readonly unknown[])];
  return wanted.every((item) => {
    const at = left.findIndex((other) => holdsAll(item, other));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function canEnter(wanted: unknown, actual: unknown): boolean {
  if (isRecord(wanted)) return isRecord(actual);
  return (
    Array.isArray(wanted) &&
    Array.isArray(actual) &&
    wanted.length === actual.length &&
    wanted.every(isRecord)
  );
}

function enter({ path, git, spec, actual }: Place, knowledge: CloudKnowledge, result: Result): void {
  if (!Array.isArray(actual)) {
    walk({ path, git, spec, actual }, knowledge, result);
    return;
  }
  actual.forEach((item: unknown, index) => {
    const at = (value: unknown): unknown => (Array.isArray(value) ? value[index] : undefined);
    walk({ path: `${path}[${index}]`, git: at(git), spec: at(spec), actual: item }, knowledge, result);
  });
}

function toDifference(path: string, rest: Omit<FoundDifference, 'path'>): FoundDifference {
  return { path: FOR_PROVIDER + path, ...rest };
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
