import { equalValues } from './equal-values.ts';
import { isEmptyMap } from './is-record.ts';
import type { FieldSet } from './field-set.ts';
import { parseFieldStep, renderFieldStep, takeStep } from './field-step.ts';
import type { RawDifference } from './owned-differences.ts';

/** Where foreign fields are looked for. */
export interface ForeignSearch {
  /** What a foreign manager owns. */
  readonly foreign: FieldSet;
  /** What Git sets: differences there are found by `listOwnedDifferences`. */
  readonly owned: FieldSet;
  /** The object as the API server would store the manifest alone, with its defaults. */
  readonly canonical: unknown;
  readonly live: unknown;
}

/**
 * Gives the fields that a foreign manager owns, that Git does not set, and whose value is not the default.
 *
 * Owning alone is no difference: whoever creates an object owns its defaults, too.
 */
export function listForeignDifferences({
  foreign,
  owned,
  canonical,
  live,
}: ForeignSearch): readonly RawDifference[] {
  const found: RawDifference[] = [];
  walk({ foreign, owned, was: canonical, is: live, path: '' }, found);
  return found;
}

interface Place extends RawDifference {
  readonly foreign: FieldSet;
  readonly owned: FieldSet | undefined;
}

function walk(at: Place, found: RawDifference[]): void {
  for (const [key, child] of at.foreign.children) {
    const step = parseFieldStep(key);
    if (step === undefined) continue;
    const ours = at.owned?.children.get(key);
    const place = {
      foreign: child,
      owned: ours,
      was: takeStep(at.was, step),
      is: takeStep(at.is, step),
      path: at.path + renderFieldStep(step),
    };
    if (place.is === undefined || isCompared(place)) continue;
    // An item that Git does not have is one difference; fields of a map are told one by one, so that rules can name them.
    const isNewItem = step.type !== 'field' && place.was === undefined && ours === undefined;
    if (child.children.size === 0 || isNewItem) addForeign(place, found);
    else walk(ours?.children.size === 0 ? { ...place, owned: undefined } : place, found);
  }
}

/** A whole subtree that Git sets has been compared already, but for an empty map, to which others may add. */
function isCompared({ foreign, owned, was }: Place): boolean {
  if (owned?.children.size !== 0) return false;
  return !isEmptyMap(was) || foreign.children.size === 0;
}

function addForeign(place: Place, found: RawDifference[]): void {
  if (place.owned !== undefined || isSame(place)) return;
  found.push({ path: place.path, was: place.was, is: place.is });
}

/** An empty map or list that is not there by default says nothing. */
function isSame({ was, is }: RawDifference): boolean {
  return (
    equalValues(was, is) ||
    (was === undefined && typeof is === 'object' && is !== null && Object.keys(is).length === 0)
  );
}
