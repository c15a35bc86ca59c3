import type { Writer } from '@atoll/agent-model';
import { type FieldSet, uniteFieldSets } from '../fields/field-set.ts';
import { listForeignDifferences } from '../fields/foreign-differences.ts';
import { isEmptyMap, isRecord } from '../fields/is-record.ts';
import { toWholeSet } from '../fields/to-whole-set.ts';
import { type ManagedEntry, ownsBelow } from '../fields/managed-fields.ts';
import { listOwnedDifferences, type RawDifference } from '../fields/owned-differences.ts';
import { isSameQuantity } from '../local/is-same-quantity.ts';
import { listLocalDifferences } from '../local/local-differences.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import type { Canonical } from './canonical.ts';
import { isOfficialWriter } from './known-writers.ts';

/** A field that differs, and whether Git sets it. */
export interface FoundDifference extends RawDifference {
  readonly isOwned: boolean;
}

/** What is compared. */
export interface ComparedObject {
  readonly desired: KubeManifest;
  readonly canonical: Canonical | undefined;
  readonly live: KubeManifest;
}

/** Who wrote the live object, and which of them applies what is in Git. */
export interface Writers {
  readonly entries: readonly ManagedEntry[];
  readonly isOwner: (writer: Writer) => boolean;
}

/**
 * Gives the fields that are not as Git has them, and those that others added, each once.
 *
 * Without a canonical form what Git sets is compared by value as far as that goes without the server's help, and whatever
 * somebody added counts, since nobody knows the defaults.
 */
export function listDifferences(compared: ComparedObject, writers: Writers): readonly FoundDifference[] {
  const { desired, canonical, live } = compared;
  const owned = canonical?.owned ?? listOwnersFields(writers);
  const changed =
    canonical === undefined
      ? listLocalDifferences(desired, live)
      : listOwnedDifferences(canonical.owned, canonical.object, live);
  const differences = new Map<string, FoundDifference>();
  for (const difference of changed) {
    if (isSameQuantity(difference) || isAddedTo(difference, writers)) continue;
    differences.set(difference.path, { ...difference, isOwned: true });
  }
  const foreign = writers.entries.filter((entry) => isForeign(entry, writers, compared));
  for (const set of [...foreign.map((entry) => entry.set), ...listUnsigned(compared, writers)]) {
    const search = { foreign: set, owned, canonical: canonical?.object ?? desired, live };
    for (const difference of listForeignDifferences(search)) {
      if (!differences.has(difference.path))
        differences.set(difference.path, { ...difference, isOwned: false });
    }
  }
  return [...differences.values()];
}

/**
 * Whoever wipes the managers leaves no trace of what else was written then: every field counts as somebody's, and what is
 * the default is none. What the server writes about an object, and its status, is nobody's.
 */
function listUnsigned({ canonical, live }: ComparedObject, { entries }: Writers): readonly FieldSet[] {
  const isSigned = entries.some(({ writer }) => writer.subresource !== 'status');
  if (canonical === undefined || isSigned) return [];
  const { apiVersion: _version, kind: _kind, status: _status, metadata, ...fields } = live;
  const { labels, annotations } = metadata;
  const noted = {
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  return [toWholeSet({ metadata: noted, ...fields }, canonical.owned)];
}

/** Maps that hold one field for each thing that somebody wants to note: nobody replaces them as a whole. */
const NOTES = /\/metadata\/(labels|annotations)$/;

/**
 * A map that Git sets to nothing is wanted, not that it stays empty: what others add to it is told by their names. A map
 * that is one value, such as a selector, belongs as a whole to whoever wrote it.
 */
function isAddedTo({ path, was, is }: RawDifference, { entries }: Writers): boolean {
  if (!isEmptyMap(was) || !isRecord(is)) return false;
  return NOTES.test(path) || entries.some(({ set }) => ownsBelow(set, path));
}

/**
 * Status is no part of what anybody wants; a subresource such as `scale` writes spec, and counts. Once it is known what the
 * manifest owns, its owner is looked at as well: whatever stands under its name beside that was not applied from Git.
 */
function isForeign(
  { writer }: ManagedEntry,
  { isOwner }: Writers,
  { canonical, live }: ComparedObject,
): boolean {
  if (writer.subresource === 'status' || isOfficialWriter(writer.manager, live)) return false;
  return canonical !== undefined || !isOwner(writer);
}

function listOwnersFields({ entries, isOwner }: Writers): FieldSet {
  const sets = entries.filter(({ writer }) => isOwner(writer)).map(({ set }) => set);
  const [first, ...others] = sets.filter(({ children }) => children.size > 0);
  return others.reduce(uniteFieldSets, first ?? { children: new Map() });
}
