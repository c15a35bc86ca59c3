import { ObjectNotPlainError } from './object-not-plain-error.ts';
import { renderPath } from './render-path.ts';

/** A place in an object, linked upwards so that it costs nothing until it is printed. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

/**
 * Gives a deep copy with sorted keys, as cdk8s renders it: undefined and null fields are dropped, empty
 * objects and lists stay.
 *
 * @param root what the value is called in a message, such as `spec`
 * @throws ObjectNotPlainError `ERR_OBJECT_NOT_PLAIN` for anything but plain JSON values
 */
export function copyPlain(value: unknown, root: string): unknown {
  return copyValue(value, { parent: undefined, key: root });
}

function copyValue(value: unknown, place: Place): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : refuse(value, place);
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? undefined : copyContainer(value, place);
    default:
      return refuse(value, place);
  }
}

function copyContainer(value: object, place: Place): unknown {
  if (Array.isArray(value)) {
    return copyList(value, place);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return refuse(value, place);
  }
  return copyFields(value as Readonly<Record<string, unknown>>, place);
}

function copyList(value: readonly unknown[], parent: Place): readonly unknown[] {
  const copy: unknown[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const place = { parent, key: index };
    // A list cannot drop an element without moving the others, and cdk8s would leave a hole.
    copy.push(copyValue(value[index], place) ?? refuse(value[index], place));
  }
  return copy;
}

function copyFields(
  value: Readonly<Record<string, unknown>>,
  parent: Place,
): Readonly<Record<string, unknown>> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const field = copyValue(value[key], { parent, key });
    if (field !== undefined) {
      copy[key] = field;
    }
  }
  return copy;
}

function refuse(value: unknown, place: Place): never {
  throw new ObjectNotPlainError(toPath(place), describeValue(value));
}

function toPath(place: Place): string {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    keys.unshift(at.key);
  }
  return renderPath(keys);
}

function describeValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return `an instance of ${value.constructor?.name ?? 'an unnamed class'}`;
  }
  return value === null || value === undefined || typeof value === 'number'
    ? String(value)
    : `a ${typeof value}`;
}
