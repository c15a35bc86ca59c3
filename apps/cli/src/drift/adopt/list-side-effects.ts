import type { RenderedObject } from '@atoll/cloud';
import { listChanges } from '../../observe/value-changes.ts';
import { renderObject } from '../render-drift-list.ts';
import type { SideEffect } from './adopt-report.ts';

/** An object, and the path of a field in it. */
export interface KnownField {
  readonly object: RenderedObject;
  /** JSON pointer. */
  readonly path: string;
}

/** Gives every field in which two renderings of a region differ, but those that are known. */
export function listSideEffects(
  before: readonly RenderedObject[],
  after: readonly RenderedObject[],
  known: readonly KnownField[],
): readonly SideEffect[] {
  const [old, now] = [toMap(before), toMap(after)];
  const isKnown = new Set(known.map(({ object, path }) => `${keyOf(object)} ${path}`));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const object = now.get(key) ?? old.get(key);
    if (object === undefined) return [];
    return listChanges(old.get(key), now.get(key), '')
      .map((change) => ({ ...change, field: change.field.replace(/^\./, '') }))
      .filter(({ field }) => !isKnown.has(`${key} /${field.replaceAll('.', '/')}`))
      .map((change) => toSideEffect(object, change));
  });
}

function toMap(objects: readonly RenderedObject[]): ReadonlyMap<string, RenderedObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function toSideEffect(
  { apiVersion, kind, metadata: { name, namespace } }: RenderedObject,
  { field, before, after }: { readonly field: string; readonly before: unknown; readonly after: unknown },
): SideEffect {
  return {
    object: renderObject({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }),
    field: field === '' ? '*' : field,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function keyOf({ apiVersion, kind, metadata: { name, namespace = '' } }: RenderedObject): string {
  return `${apiVersion}/${kind}/${namespace}/${name}`;
}
