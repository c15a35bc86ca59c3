import { equalValues } from '../fields/equal-values.ts';
import { isRecord } from '../fields/is-record.ts';
import { isReferenceField } from './reference-fields.ts';

/** Tells whether a value says nothing: a provider leaves such a one out, or fills it in, as it likes. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isNothing);
}

/** Tells whether a value holds all that another one wants, at every depth; what it holds beside that is left alone. */
export function holdsAll(wanted: unknown, value: unknown): boolean {
  if (isNothing(wanted) && isNothing(value)) return true;
  if (isRecord(wanted) && isRecord(value))
    return Object.entries(wanted).every(
      ([name, item]) => isReferenceField(name) || holdsAll(item, value[name]),
    );
  if (Array.isArray(wanted) && Array.isArray(value))
    return wanted.length === value.length && wanted.every((item, at) => holdsAll(item, value[at]));
  return equalValues(wanted, value);
}

/** Gives what Git wants, without references, and what the live object has beside it, such as their values. */
export function mergeFields(git: unknown, spec: unknown): unknown {
  if (git === undefined) return withoutReferences(spec);
  if (isRecord(git)) {
    const more = isRecord(spec) ? spec : {};
    const names = new Set(
      [...Object.keys(git), ...Object.keys(more)].filter((name) => !isReferenceField(name)),
    );
    return Object.fromEntries([...names].map((name) => [name, mergeFields(git[name], more[name])]));
  }
  if (!Array.isArray(git) || !Array.isArray(spec) || git.length !== spec.length)
    return withoutReferences(git);
  return git.map((item, at) => mergeFields(item, spec[at]));
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isReferenceField(name))
      .map(([name, item]) => [name, withoutReferences(item)]),
  );
}
