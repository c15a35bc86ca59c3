/**
 * Fields that a manager owns: FieldsV1 of the Kubernetes API, as a tree.
 *
 * Keys are those of FieldsV1: `f:<field>`, `k:<JSON of the list keys>`, `v:<JSON of a set's value>`, `i:<index>`. A set
 * without children is a whole subtree. Source: sigs.k8s.io/structured-merge-diff, fieldpath/serialize-pe.go.
 */
export interface FieldSet {
  readonly children: ReadonlyMap<string, FieldSet>;
}

const LEAF: FieldSet = { children: new Map() };

/** Reads `fieldsV1` of a managedFields entry; what is no object owns nothing. */
export function parseFieldSet(fieldsV1: unknown): FieldSet {
  if (typeof fieldsV1 !== 'object' || fieldsV1 === null) return LEAF;
  const children = new Map<string, FieldSet>();
  for (const [key, value] of Object.entries(fieldsV1)) {
    // The dot says that the parent itself is owned too, which each of its children says as well.
    if (key !== '.') children.set(key, parseFieldSet(value));
  }
  return children.size === 0 ? LEAF : { children };
}

/** Gives what either set owns. A whole subtree takes in everything below it. */
export function uniteFieldSets(a: FieldSet, b: FieldSet): FieldSet {
  if (a.children.size === 0 || b.children.size === 0) return LEAF;
  const children = new Map(a.children);
  for (const [key, child] of b.children) {
    const known = children.get(key);
    children.set(key, known === undefined ? child : uniteFieldSets(known, child));
  }
  return { children };
}
