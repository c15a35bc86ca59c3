import type { Writer } from '@atoll/agent-model';
import { type FieldSet, parseFieldSet } from './field-set.ts';
import { parseFieldStep, renderFieldStep } from './field-step.ts';

/** One entry of `metadata.managedFields` with its set. */
export interface ManagedEntry {
  readonly writer: Writer;
  readonly set: FieldSet;
}

/** Reads `metadata.managedFields`; entries that were wiped own nothing and are left out. */
export function readManagedFields(metadata: Readonly<Record<string, unknown>>): readonly ManagedEntry[] {
  const entries = metadata['managedFields'];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => toEntry(entry) ?? []);
}

function toEntry(entry: unknown): ManagedEntry | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { manager, operation, subresource, time, fieldsV1 } = entry as Readonly<Record<string, unknown>>;
  if (typeof manager !== 'string') return undefined;
  const writer = {
    manager,
    operation: operation === 'Apply' ? ('Apply' as const) : ('Update' as const),
    ...(typeof subresource === 'string' && subresource !== '' ? { subresource } : {}),
    ...(typeof time === 'string' ? { time } : {}),
  };
  return { writer, set: parseFieldSet(fieldsV1) };
}

/**
 * Gives who wrote the field at a path last, as far as the API server knows: undefined for a removal, and where the managers
 * were wiped.
 *
 * @param isOwner tells the manager that applies what is in Git; it is named only if nobody else owns the field
 */
export function findWriter(
  entries: readonly ManagedEntry[],
  path: string,
  isOwner: (writer: Writer) => boolean,
): Writer | undefined {
  const writers = entries.filter(({ set }) => ownsPath(set, path)).map(({ writer }) => writer);
  const others = writers.filter((writer) => !isOwner(writer));
  const candidates = others.length > 0 ? others : writers;
  return candidates.reduce<Writer | undefined>(
    (last, writer) => (last === undefined || (writer.time ?? '') > (last.time ?? '') ? writer : last),
    undefined,
  );
}

/** Tells whether a set owns the field at a path, something below it, or a whole subtree around it. */
function ownsPath(set: FieldSet, path: string, at = ''): boolean {
  for (const [key, child] of set.children) {
    const step = parseFieldStep(key);
    if (step === undefined) continue;
    const here = at + renderFieldStep(step);
    if (here === path) return true;
    if (isPathBelow(path, here) && (child.children.size === 0 || ownsPath(child, path, here))) return true;
  }
  return false;
}

/** Tells whether a path lies below another: behind it a new step begins. */
export function isPathBelow(path: string, above: string): boolean {
  return path.startsWith(above) && (path[above.length] === '/' || path[above.length] === '[');
}

/** Tells whether a set owns something below a path, and not the whole that stands there. */
export function ownsBelow(set: FieldSet, path: string, at = ''): boolean {
  for (const [key, child] of set.children) {
    const step = parseFieldStep(key);
    if (step === undefined) continue;
    const here = at + renderFieldStep(step);
    if (here === path) return child.children.size > 0;
    if (isPathBelow(path, here)) return ownsBelow(child, path, here);
  }
  return false;
}
