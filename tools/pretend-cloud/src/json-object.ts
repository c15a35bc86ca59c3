/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells objects from lists, `null` and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives an object as it is, and an empty one for everything else. */
export function asJsonObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Tells whether two JSON values say the same, whatever the order of their keys. */
export function isSameJson(left: unknown, right: unknown): boolean {
  return toSortedText(left) === toSortedText(right);
}

function toSortedText(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, each: unknown) =>
    isJsonObject(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
