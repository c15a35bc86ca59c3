/** A JSON object as parsed; values are looked at one by one. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/** Says whether a parsed JSON value is an object (not a list, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives the value as an object, an empty one when it is none. */
export function asJsonObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Gives the strings of a list, none when it is no list. */
export function asStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Gives a deep copy whose keys are sorted by UTF-16 code unit; the order of lists is kept. */
export function toSortedJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toSortedJson);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    sorted[key] = toSortedJson(value[key]);
  }
  return sorted;
}

/** Gives one text for equal values, whatever the order of their keys. */
export function toCanonicalText(value: unknown): string {
  return JSON.stringify(toSortedJson(value)) ?? 'undefined';
}
