import type { RenderedObject } from '@atoll/cloud';

/** Fields of an object whose type only its own schema knows. */
export type Fields = Readonly<Record<string, unknown>>;

/** Gives the fields of a value; none for what is no object. */
export function toFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** Gives `spec.forProvider`; none for objects that are no managed resources. */
export function forProviderOf(object: RenderedObject): Fields {
  return toFields(toFields(object.spec)['forProvider']);
}

/** Gives group and kind, such as `rds.aws.m.upbound.io Instance`. */
export function kindKeyOf({ apiVersion, kind }: Pick<RenderedObject, 'apiVersion' | 'kind'>): string {
  return `${apiVersion.split('/')[0]} ${kind}`;
}

/** Tells whether the owner made the resource, so that the region never changes it. */
export function isObserveOnly(object: RenderedObject): boolean {
  const policies = toFields(object.spec)['managementPolicies'];
  return Array.isArray(policies) && policies.length === 1 && policies[0] === 'Observe';
}

/** Gives a list; none for what is no list. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Gives the name that a reference field and its plain form give: `roleRef: {name}` or `role`. */
export function namedBy(fields: Fields, field: string): string | undefined {
  const named = toFields(fields[`${field}Ref`])['name'] ?? fields[field];
  return typeof named === 'string' ? named : undefined;
}
