/** An object of plain JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells whether a value is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether two values of plain JSON are equal, whatever the order of the fields; a field that is undefined is none. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isEqualJson(item, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isEqualJson(a[name], b[name]));
}

/** Gives the document that a text holds; undefined unless it is an object or a list as JSON. */
export function parseDocument(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Text that only begins like a document is text.
    return undefined;
  }
}
