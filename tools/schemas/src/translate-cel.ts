import { Ajv } from 'ajv';

import type { JsonSchema, TranslatedRule } from './json-schema.ts';
import type { CelRule, OpenApiSchema } from './openapi-schema.ts';
import { type CelNode, parseCel } from './parse-cel.ts';
import { SchemasError } from './schemas-error.ts';

/** The variable that a rule may read, and the schema of the value it stands for. */
interface Scope {
  readonly variable: string;
  readonly schema: OpenApiSchema;
}

type PathNode = Extract<CelNode, { readonly form: 'path' }>;
type CallNode = Extract<CelNode, { readonly form: 'call' }>;
type BinaryNode = Extract<CelNode, { readonly form: 'binary' }>;

const EVERYTHING: JsonSchema = {};
const NOTHING: JsonSchema = { not: EVERYTHING };

const NEGATED_COMPARISON: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

const DEFAULT_JUDGE = new Ajv({ strict: false });

/**
 * Translates a CEL validation rule to JSON Schema, or gives undefined for a rule whose form JSON Schema
 * cannot say (comparison of two fields, durations, quantities, transitions by `oldSelf`).
 *
 * Negations are pushed down to single fields, and there both "is" and "is not" need the fields above them:
 * the API server fails a rule that reads a field of an absent object. A field with a default counts as set.
 */
export function translateCelRule(rule: CelRule, schema: OpenApiSchema): TranslatedRule | undefined {
  try {
    const holds = toSchema(parseCel(rule.rule), true, { variable: 'self', schema });
    return { message: rule.message ?? `fails the rule ${rule.rule}`, holds };
  } catch (error) {
    if (error instanceof SchemasError) {
      return undefined;
    }
    throw error;
  }
}

function toSchema(node: CelNode, wanted: boolean, scope: Scope): JsonSchema {
  switch (node.form) {
    case 'literal':
      return node.value === wanted ? EVERYTHING : NOTHING;
    case 'not':
      return toSchema(node.of, !wanted, scope);
    case 'choice':
      return toChoice(node, wanted, scope);
    case 'binary':
      return toBinary(node, wanted, scope);
    case 'call':
      return toCall(node, wanted, scope);
    case 'path':
      return atPath(node, { const: wanted }, scope);
    default:
      throw toUntranslated(node.form);
  }
}

function toChoice(node: Extract<CelNode, { form: 'choice' }>, wanted: boolean, scope: Scope): JsonSchema {
  return {
    anyOf: [
      { allOf: [toSchema(node.test, true, scope), toSchema(node.then, wanted, scope)] },
      { allOf: [toSchema(node.test, false, scope), toSchema(node.otherwise, wanted, scope)] },
    ],
  };
}

function toBinary(node: BinaryNode, wanted: boolean, scope: Scope): JsonSchema {
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    const both = [toSchema(left, wanted, scope), toSchema(right, wanted, scope)];
    return (operator === '&&') === wanted ? { allOf: both } : { anyOf: both };
  }
  if (operator === 'in') {
    return toMembership(node, wanted, scope);
  }
  const sized = toSized(left);
  if (sized !== undefined) {
    return toSizeComparison(sized, wanted ? operator : negate(operator), { right, scope });
  }
  if (operator !== '==' && operator !== '!=') {
    throw toUntranslated(operator);
  }
  return toEquality(node, wanted === (operator === '=='), scope);
}

function toEquality(node: BinaryNode, equal: boolean, scope: Scope): JsonSchema {
  const { left, right } = node;
  if (left.form === 'path' && right.form === 'literal') {
    return atPath(left, equal ? { const: right.value } : { not: { const: right.value } }, scope);
  }
  if (isHas(left) && isHas(right)) {
    return {
      anyOf: [
        { allOf: [toSchema(left, true, scope), toSchema(right, equal, scope)] },
        { allOf: [toSchema(left, false, scope), toSchema(right, !equal, scope)] },
      ],
    };
  }
  throw toUntranslated('==');
}

function toMembership(node: BinaryNode, wanted: boolean, scope: Scope): JsonSchema {
  const { left, right } = node;
  if (left.form === 'path' && right.form === 'list') {
    const values = right.items.map(toLiteralValue);
    return atPath(left, wanted ? { enum: values } : { not: { enum: values } }, scope);
  }
  if (left.form !== 'literal' || right.form !== 'path') {
    throw toUntranslated('in');
  }
  const isList = schemaAt(right, scope).type === 'array';
  const member: JsonSchema = isList
    ? { contains: { const: left.value } }
    : { required: [String(left.value)] };
  return atPath(right, wanted ? member : { not: member }, scope);
}

function toCall(node: CallNode, wanted: boolean, scope: Scope): JsonSchema {
  const { name, target, args } = node;
  if (target.form !== 'path') {
    throw toUntranslated(name);
  }
  const [first, second] = args;
  if (name === 'has') {
    return toPresence(target, wanted, scope);
  }
  if ((name === 'all' || name === 'exists') && first?.form === 'path' && second !== undefined) {
    return toQuantified({ every: name === 'all', target, variable: first.root, body: second }, wanted, scope);
  }
  const pattern = toPattern(name, first);
  return atPath(target, wanted ? { pattern } : { not: { pattern } }, scope);
}

function toPresence(target: PathNode, wanted: boolean, scope: Scope): JsonSchema {
  const last = target.fields.at(-1);
  if (last === undefined) {
    throw toUntranslated('has');
  }
  const parent: PathNode = { ...target, fields: target.fields.slice(0, -1) };
  const hasDefault = schemaAt(target, scope).default !== undefined;
  const present: JsonSchema = hasDefault ? EVERYTHING : { required: [last] };
  return atPath(parent, wanted ? present : { not: present }, scope);
}

interface Quantified {
  readonly every: boolean;
  readonly target: PathNode;
  readonly variable: string;
  readonly body: CelNode;
}

function toQuantified(quantified: Quantified, wanted: boolean, scope: Scope): JsonSchema {
  const { every, target, variable, body } = quantified;
  const schema = schemaAt(target, scope);
  const isList = schema.type === 'array';
  const element = toSchema(body, every === wanted ? wanted : !every, {
    variable,
    schema: isList ? (schema.items ?? {}) : { type: 'string' },
  });
  if (every === wanted) {
    return atPath(target, isList ? { items: element } : { propertyNames: element }, scope);
  }
  if (!isList) {
    throw toUntranslated('exists');
  }
  return atPath(target, { contains: element }, scope);
}

interface SizeLimit {
  readonly right: CelNode;
  readonly scope: Scope;
}

function toSizeComparison(target: PathNode, operator: string, { right, scope }: SizeLimit): JsonSchema {
  const limit = toLiteralValue(right);
  if (typeof limit !== 'number') {
    throw toUntranslated('size');
  }
  const unit = toSizeUnit(schemaAt(target, scope));
  const atLeast = (count: number): JsonSchema => ({ [`min${unit}`]: Math.max(count, 0) });
  const atMost = (count: number): JsonSchema => (count < 0 ? NOTHING : { [`max${unit}`]: count });
  const bounds: Readonly<Record<string, JsonSchema>> = {
    '==': { allOf: [atLeast(limit), atMost(limit)] },
    '!=': { anyOf: [atMost(limit - 1), atLeast(limit + 1)] },
    '>': atLeast(limit + 1),
    '>=': atLeast(limit),
    '<': atMost(limit - 1),
    '<=': atMost(limit),
  };
  return atPath(target, bounds[operator] ?? NOTHING, scope);
}

function toSizeUnit(schema: OpenApiSchema): 'Items' | 'Properties' | 'Length' {
  return schema.type === 'array' ? 'Items' : schema.type === 'object' ? 'Properties' : 'Length';
}

function toSized(node: CelNode): PathNode | undefined {
  return node.form === 'call' && node.name === 'size' && node.target.form === 'path'
    ? node.target
    : undefined;
}

function isHas(node: CelNode): boolean {
  return node.form === 'call' && node.name === 'has';
}

function toPattern(name: string, argument: CelNode | undefined): string {
  const text = argument === undefined ? undefined : toLiteralValue(argument);
  if (typeof text !== 'string') {
    throw toUntranslated(name);
  }
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  switch (name) {
    case 'matches':
      return text;
    case 'startsWith':
      return `^${escaped}`;
    case 'endsWith':
      return `${escaped}$`;
    default:
      throw toUntranslated(name);
  }
}

function atPath(path: PathNode, leaf: JsonSchema, scope: Scope): JsonSchema {
  if (path.root !== scope.variable) {
    throw toUntranslated(path.root);
  }
  return atFields(path.fields, leaf, scope.schema);
}

function atFields(fields: readonly string[], leaf: JsonSchema, schema: OpenApiSchema): JsonSchema {
  const [field, ...rest] = fields;
  if (field === undefined) {
    return leaf;
  }
  const child = childOf(schema, field);
  const inner = atFields(rest, leaf, child);
  const isOptional = child.default !== undefined && DEFAULT_JUDGE.validate(inner, child.default);
  return { properties: { [field]: inner }, ...(isOptional ? {} : { required: [field] }) };
}

function schemaAt(path: PathNode, scope: Scope): OpenApiSchema {
  if (path.root !== scope.variable) {
    throw toUntranslated(path.root);
  }
  return path.fields.reduce(childOf, scope.schema);
}

function childOf(schema: OpenApiSchema, field: string): OpenApiSchema {
  const child = schema.properties?.[field] ?? schema.additionalProperties;
  if (typeof child !== 'object') {
    throw toUntranslated(field);
  }
  return child;
}

function negate(operator: string): string {
  return NEGATED_COMPARISON[operator] ?? operator;
}

function toLiteralValue(node: CelNode): unknown {
  if (node.form !== 'literal') {
    throw toUntranslated(node.form);
  }
  return node.value;
}

function toUntranslated(form: string): SchemasError {
  return new SchemasError('ERR_SCHEMAS_CEL_UNKNOWN', `${form} is not translated to JSON Schema`);
}
