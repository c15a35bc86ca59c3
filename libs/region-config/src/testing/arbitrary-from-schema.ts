import fc from 'fast-check';
import type { SchemaNode } from '../documented-schema.ts';

/** Items of a list without `maxItems`, and keys of a map: enough to differ, few enough to be quick. */
const MAX_GENERATED = 4;

/** Longest text of a schema without `maxLength`. */
const MAX_TEXT = 40;

/** Binary fractions: numbers that are the same in every notation. */
const FRACTION = 8;

/** Generators that stand in for those of the schema, by path: `spec.network.cidr`, `spec.aws.zones[]`, `digests.<name>`. */
export type ArbitraryOverrides = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/**
 * Gives a generator of values that a schema allows, as a file may hold them: fields that have a default or are not
 * required are there or not.
 *
 * @param path of the node itself, to which the paths of the overrides relate
 */
export function arbitraryFromSchema(
  node: SchemaNode,
  overrides: ArbitraryOverrides = {},
  path = '',
): fc.Arbitrary<unknown> {
  return overrides[path] ?? arbitraryOfNode(node, overrides, path);
}

function arbitraryOfNode(
  node: SchemaNode,
  overrides: ArbitraryOverrides,
  path: string,
): fc.Arbitrary<unknown> {
  const choice = node.const === undefined ? node.enum : [node.const];
  if (choice !== undefined) return fc.constantFrom(...choice);
  if (node.oneOf !== undefined)
    return fc.oneof(...node.oneOf.map((branch) => arbitraryFromSchema(branch, overrides, path)));
  switch (node.type) {
    case 'string':
      return arbitraryText(node);
    case 'integer':
      return fc.integer(rangeOf(node));
    case 'number':
      return arbitraryNumber(node);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return arbitraryList(node, arbitraryFromSchema(node.items ?? {}, overrides, `${path}[]`));
    default:
      return arbitraryMapping(node, overrides, path);
  }
}

function arbitraryText(node: SchemaNode): fc.Arbitrary<string> {
  const { pattern, minLength = 0, maxLength = MAX_TEXT, not } = node;
  if (pattern === undefined)
    return fc.string({ minLength, maxLength, unit: fc.constantFrom(...'abcdefghij 0123') });
  const fits = (text: string) =>
    text !== not?.const && text.length >= minLength && text.length <= (node.maxLength ?? Infinity);
  return fc.stringMatching(new RegExp(pattern)).filter(fits);
}

function rangeOf({ minimum = 0, maximum = minimum + 1000 }: SchemaNode): {
  readonly min: number;
  readonly max: number;
} {
  return { min: minimum, max: maximum };
}

function arbitraryNumber(node: SchemaNode): fc.Arbitrary<number> {
  const { min, max } = rangeOf(node);
  return fc
    .integer({ min: Math.ceil(min * FRACTION), max: Math.floor(max * FRACTION) })
    .map((eighths) => eighths / FRACTION);
}

function arbitraryList(node: SchemaNode, item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { minItems: minLength = 0, uniqueItems = false } = node;
  const choices = node.items?.enum?.length ?? Number.POSITIVE_INFINITY;
  const most = Math.min(
    node.maxItems ?? Math.max(MAX_GENERATED, minLength),
    uniqueItems ? choices : Number.POSITIVE_INFINITY,
  );
  const lengths = { minLength, maxLength: most };
  return uniqueItems
    ? fc.uniqueArray(item, { ...lengths, selector: (value) => JSON.stringify(value) })
    : fc.array(item, lengths);
}

function arbitraryMapping(
  node: SchemaNode,
  overrides: ArbitraryOverrides,
  path: string,
): fc.Arbitrary<unknown> {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  const { properties = {}, required = [], additionalProperties } = node;
  if (typeof additionalProperties === 'object') {
    const value = arbitraryFromSchema(additionalProperties, overrides, below('<name>'));
    return fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,20}[a-z]$/), value, {
      maxKeys: MAX_GENERATED,
      noNullPrototype: true,
    });
  }
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, child] of Object.entries(properties)) {
    fields[name] = arbitraryFromSchema(child, overrides, below(name));
  }
  const isAsked = (name: string) => properties[name] !== undefined && properties[name].default === undefined;
  return fc.record(fields, { requiredKeys: required.filter(isAsked), noNullPrototype: true });
}
