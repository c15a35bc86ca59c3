import { equalValues } from './equal-values.ts';
import type { FieldSet } from './field-set.ts';
import { parseFieldStep, renderFieldStep, takeStep } from './field-step.ts';

/** A field that differs; `was` or `is` undefined: it is not there. Raw values: they never leave the engine. */
export interface RawDifference {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/**
 * Gives the fields of a set that are not the same in both values, each once and as high up as it is missing: an item that
 * is gone is one difference, not one for each of its fields. List items are found by their keys, so order is no difference.
 */
export function listOwnedDifferences(set: FieldSet, was: unknown, is: unknown): readonly RawDifference[] {
  const found: RawDifference[] = [];
  walk({ set, was, is, path: '' }, found);
  return found;
}

interface Place extends RawDifference {
  readonly set: FieldSet;
}

function walk({ set, was, is, path }: Place, found: RawDifference[]): void {
  for (const [key, child] of set.children) {
    const step = parseFieldStep(key);
    if (step === undefined) continue;
    const place = {
      set: child,
      was: takeStep(was, step),
      is: takeStep(is, step),
      path: path + renderFieldStep(step),
    };
    if (place.was === undefined && place.is === undefined) continue;
    const isWhole = child.children.size === 0 || place.was === undefined || place.is === undefined;
    if (!isWhole) walk(place, found);
    else if (!equalValues(place.was, place.is))
      found.push({ path: place.path, was: place.was, is: place.is });
  }
}
