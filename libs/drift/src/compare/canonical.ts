import type { FieldSet } from '../fields/field-set.ts';
import { readManagedFields } from '../fields/managed-fields.ts';
import { withoutFields } from '../fields/without-fields.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';

/**
 * How the API server would store a manifest: learnt once for each change of it, by a server-side apply that is not carried
 * out, and compared with for ever after.
 */
export interface Canonical {
  /** What the manifest sets; keys of lists as the server has them. */
  readonly owned: FieldSet;
  /** The stored object with all defaults, without what others had added by then and what changes by itself. */
  readonly object: KubeManifest;
}

/**
 * Takes the answer of a dry-run apply. It holds what others wrote before, whoever they are: nobody can tell it from a
 * default, and what is learnt must not depend on when it was learnt, so it is left out.
 *
 * @param manager the field manager of that dry-run
 * @returns undefined when the answer does not say what the manager owns
 */
export function toCanonical(answer: KubeManifest, manager: string): Canonical | undefined {
  const entries = readManagedFields(answer.metadata);
  const entry = entries.find(({ writer }) => writer.manager === manager && writer.operation === 'Apply');
  if (entry === undefined) return undefined;
  const {
    managedFields: _fields,
    resourceVersion: _version,
    generation: _generation,
    uid: _uid,
    ...metadata
  } = answer.metadata;
  const { status: _status, ...object } = answer;
  const added = entries.filter((each) => each.writer.manager !== manager);
  const stored = added.reduce<unknown>((rest, { set }) => withoutFields(rest, set, entry.set), {
    ...object,
    metadata,
  });
  return { owned: foldOwned(entry.set, answer), object: stored as KubeManifest };
}

/** Ownership of a Secret's texts is recorded under `stringData`, their values stand under `data`. */
function foldOwned(set: FieldSet, { kind, apiVersion }: KubeManifest): FieldSet {
  const texts = set.children.get('f:stringData');
  if (kind !== 'Secret' || apiVersion !== 'v1' || texts === undefined) return set;
  const children = new Map(set.children);
  children.delete('f:stringData');
  const known = children.get('f:data')?.children ?? new Map<string, FieldSet>();
  children.set('f:data', { children: new Map([...known, ...texts.children]) });
  return { children };
}
