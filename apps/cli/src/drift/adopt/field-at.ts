/** Gives the value at a JSON pointer without items of lists; undefined where there is none. */
export function fieldAt(object: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((value, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap && Object.hasOwn(value, name)
      ? (value as Readonly<Record<string, unknown>>)[name]
      : undefined;
  }, object);
}

/** Tells whether two values of a manifest mean the same: numbers may be written as texts, and the order of a set does not count. */
export function isSameField(a: unknown, b: unknown): boolean {
  return toComparable(a) === toComparable(b);
}

function toComparable(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return JSON.stringify(value.map((item) => toComparable(item)).sort());
}
