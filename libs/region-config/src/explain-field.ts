import { AppError } from '@atoll/core';
import { composeSchema } from './compose-schema.ts';
import { type ConfigKind, configKinds, slugOfKind } from './config-kind.ts';
import { describeExpected } from './describe-expected.ts';
import { quoteValue } from './describe-value.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';
import { parseFieldPath, renderFieldPath } from './field-path.ts';
import { countEdits } from './nearest-name.ts';
import { findField, listChildren, listFields, type SchemaField } from './schema-fields.ts';

/** Longest path that is compared; the longest of the schemas has about sixty characters. */
const MAX_COMPARED = 120;

/** A field right below the explained one. */
export interface ExplainedChild {
  /** Name, `[]` for the items of a list, `<name>` for any key of a map. */
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** Absent: no default. */
  readonly default?: unknown;
  readonly required: boolean;
}

/** Everything that the schema says about a field. */
export interface FieldExplanation {
  readonly kind: ConfigKind;
  /** Path without the kind, such as `spec.aws.zones[]`; empty for the kind itself. */
  readonly path: string;
  /** `string`, `integer`, `number`, `boolean`, `object`, or `list of …`. */
  readonly type: string;
  readonly description: string;
  /** What values are allowed, in words; absent where the children say it. */
  readonly allowed?: string;
  /** Absent: no default, or one that the children's defaults make up. */
  readonly default?: unknown;
  /** The sentence that the field or its default comes from. */
  readonly source?: string;
  /** What changing it does. */
  readonly effect?: string;
  readonly required: boolean;
  readonly children: readonly ExplainedChild[];
}

/** Raised for a path that no kind has. */
export class UnknownPathError extends AppError {}

/**
 * Gives what the schemas say about a field.
 *
 * @param path such as `spec.network.cidr`, `organization.spec.deploy`, `access-grant.spec.until` or `region.spec.aws.zones[]`; Region is the
 *   kind when none is named
 * @throws UnknownPathError ERR_EXPLAIN_PATH with the nearest known path
 */
export function explainField(clouds: readonly CloudSchemas[], path: string): FieldExplanation {
  const { kind, rest } = splitKind(path);
  const root = composeSchema(kind, clouds);
  if (rest === '') return toExplanation(kind, { path: '', name: '', node: root, required: true });
  const steps = parseFieldPath(rest);
  const field = steps === undefined ? undefined : findField(root, steps);
  if (field === undefined)
    throw new UnknownPathError('ERR_EXPLAIN_PATH', describeMissingPath(kind, root, rest));
  return toExplanation(kind, field);
}

/** Gives a node's type in one word or as `list of …`. */
export function typeOf(node: SchemaNode): string {
  return node.type === 'array' ? `list of ${typeOf(node.items ?? {})}` : (node.type ?? 'object');
}

/** Gives a default that is worth showing: `{}` only stands for the defaults of the fields inside. */
export function shownDefault(node: SchemaNode): { readonly default?: unknown } {
  const isSection = node.type === 'object' && node.properties !== undefined;
  return node.default === undefined || isSection ? {} : { default: node.default };
}

function splitKind(path: string): { readonly kind: ConfigKind; readonly rest: string } {
  const [first = ''] = path.split('.', 1);
  const wanted = first.toLowerCase();
  const kind = configKinds.find((known) => slugOfKind[known] === wanted || known.toLowerCase() === wanted);
  return kind === undefined ? { kind: 'Region', rest: path } : { kind, rest: path.slice(first.length + 1) };
}

function toExplanation(kind: ConfigKind, { path, node, required }: SchemaField): FieldExplanation {
  // The items of a list of scalars are described by what the list allows.
  const children = node.items !== undefined && node.items.type !== 'object' ? [] : listChildren(node, path);
  const source = node['x-source'];
  const effect = node['x-effect'];
  return {
    kind,
    path,
    type: typeOf(node),
    description: node.description ?? '',
    ...(node.type === 'object' ? {} : { allowed: describeAllowed(node) }),
    ...shownDefault(node),
    ...(source === undefined ? {} : { source }),
    ...(effect === undefined ? {} : { effect }),
    required,
    children: children.map(toChild),
  };
}

/** Gives what a field allows, with what each item of a list allows. */
export function describeAllowed(node: SchemaNode): string {
  const { items } = node;
  const allowed = describeExpected(node);
  return items === undefined || items.type === 'object'
    ? allowed
    : `${allowed}; each ${describeExpected(items)}`;
}

function toChild({ name, node, required }: SchemaField): ExplainedChild {
  return { name, type: typeOf(node), description: node.description ?? '', ...shownDefault(node), required };
}

/** The path that is the fewest edits away; every path is a candidate, because a wrong section is a usual slip. */
function describeMissingPath(kind: ConfigKind, root: SchemaNode, path: string): string {
  const wanted = (renderFieldPath(parseFieldPath(path) ?? []) || path)
    .replaceAll(/\[\d+\]/g, '[]')
    .slice(0, MAX_COMPARED);
  let nearest = '';
  let least = wanted.length / 2;
  for (const { path: known, name } of listFields(root)) {
    const edits = wanted === name || wanted.endsWith(`.${name}`) ? 1 : countEdits(wanted, known);
    if (edits < least) [nearest, least] = [known, edits];
  }
  const remedy =
    nearest === ''
      ? `its fields start with ${Object.keys(root.properties ?? {}).join(', ')}`
      : `did you mean ${quoteValue(nearest)}?`;
  return `${kind} has no field ${quoteValue(path)}; ${remedy}`;
}
