import { quoteValue } from './describe-value.ts';
import type { SchemaNode } from './documented-schema.ts';
import { type FieldPath, renderFieldPath } from './field-path.ts';
import { nearestName } from './nearest-name.ts';

/** A field that its parent's schema does not have. */
export interface UnknownField {
  readonly name: string;
  readonly parent: FieldPath;
  /** Schema of the parent. */
  readonly schema: SchemaNode;
  /** Name of the file's top, such as `a Region`. */
  readonly title: string;
  /** Paths of all fields of the kind, in every cloud. */
  readonly known: readonly string[];
  /** Blocks of clouds that are not the file's own, such as `spec.gcp`. */
  readonly foreign: readonly string[];
}

/** Gives the sentence for an unknown field: the nearest name here, else its right place, else what is allowed. */
export function describeUnknown(field: UnknownField): string {
  const { name, parent, schema, title } = field;
  const allowed = Object.keys(schema.properties ?? {}).filter(
    (child) => !field.foreign.includes(renderFieldPath([...parent, child])),
  );
  const head = `${quoteValue(name)} is not a field of ${parent.length === 0 ? title : renderFieldPath(parent)}`;
  const near = nearestName(name, allowed);
  if (near !== undefined) return `${head}; did you mean ${quoteValue(near)}?`;
  const place = describePlace(field);
  if (place !== undefined) return `${head}; ${place}`;
  return allowed.length === 0 ? `${head}, which has none` : `${head}; allowed: ${allowed.join(', ')}`;
}

/** A name that means one field alone elsewhere stands in a wrong place. */
function describePlace({ name, known, foreign }: UnknownField): string | undefined {
  const places = known.filter((path) => path.endsWith(`.${name}`));
  const own = places.filter((path) => !foreign.some((block) => path.startsWith(`${block}.`)));
  if (own.length === 1) return `it belongs at ${own[0]}`;
  return own.length === 0 && places.length > 0 ? `it is a field of another cloud (${places[0]})` : undefined;
}
