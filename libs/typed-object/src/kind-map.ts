/** Values by apiVersion and kind; two maps, since building a joined key costs more than a whole validation. */
export type KindMap<Value> = ReadonlyMap<string, ReadonlyMap<string, Value>>;

/** Gives a map of values by apiVersion and kind; of two for the same kind the first one stays. */
export function createKindMap<Value>(entries: Iterable<readonly [string, string, Value]>): KindMap<Value> {
  const map = new Map<string, Map<string, Value>>();
  for (const [apiVersion, kind, value] of entries) {
    const kinds = map.get(apiVersion) ?? new Map<string, Value>();
    map.set(apiVersion, kinds);
    if (!kinds.has(kind)) {
      kinds.set(kind, value);
    }
  }
  return map;
}
