/** A field that names another managed resource or a Secret, or what is to be looked for. */
const REFERENCE = /(?:Refs?|Selector)$/;

/** Tells whether a field of `forProvider` only says where the provider finds the value of another field. */
export function isReferenceField(name: string): boolean {
  return REFERENCE.test(name);
}

/**
 * Tells whether a field's value is filled in from a reference beside it. The name of the reference begins with the field's;
 * a list's stands in the singular: `vpcIdRef` gives `vpcId`, `subnetIdRefs` gives `subnetIds`. Source: upjet, reference.go.
 */
export function isReferenced(siblings: Readonly<Record<string, unknown>>, field: string): boolean {
  const stem = field.endsWith('s') ? field.slice(0, -1) : field;
  return Object.keys(siblings).some((name) => isReferenceField(name) && name.startsWith(stem));
}
