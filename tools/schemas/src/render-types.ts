import type { DescribedKind } from './described-kind.ts';
import { BANNER, toLiteral, toPascalCase, toPropertyName } from './generated-text.ts';
import type { OpenApiSchema } from './openapi-schema.ts';
import { toCanonicalText } from './plain-json.ts';

/** Interfaces of one file, by the text of the schema they come from. */
interface Interfaces {
  readonly byShape: Map<string, string>;
  readonly names: Set<string>;
  readonly blocks: string[];
}

/** Gives the interface name of a kind's `spec`, or undefined when its objects have none. */
export function toSpecName(kind: DescribedKind): string | undefined {
  return kind.schema.properties?.['spec'] === undefined ? undefined : `${kind.name}Spec`;
}

/** Renders `types/<kind>.ts`: the interface of `spec` and of every object in it. */
export function renderTypes(kind: DescribedKind): string {
  const spec = kind.schema.properties?.['spec'];
  const interfaces: Interfaces = { byShape: new Map(), names: new Set(), blocks: [] };
  if (spec !== undefined) {
    toObjectType({ ...spec, type: 'object' }, { name: kind.name, suffix: 'Spec' }, interfaces);
  }
  return `${BANNER}\n\n${interfaces.blocks.join('\n')}`;
}

interface TypeName {
  /** Prefix of the names of the interfaces inside. */
  readonly name: string;
  /** What the interface itself is called behind that prefix. */
  readonly suffix: string;
}

function toType(schema: OpenApiSchema, name: TypeName, interfaces: Interfaces): string {
  const type = toBareType(schema, name, interfaces);
  return schema.nullable === true ? `${type} | null` : type;
}

function toBareType(schema: OpenApiSchema, name: TypeName, interfaces: Interfaces): string {
  if (schema.enum !== undefined && schema.enum.length > 0) {
    return schema.enum
      .map((value) => (typeof value === 'string' ? toLiteral(value) : JSON.stringify(value)))
      .join(' | ');
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    return 'number | string';
  }
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return toListType(schema, name, interfaces);
    case 'object':
      return toObjectType(schema, name, interfaces);
    default:
      return 'unknown';
  }
}

function toListType(schema: OpenApiSchema, name: TypeName, interfaces: Interfaces): string {
  const item = toType(schema.items ?? {}, name, interfaces);
  return item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function toObjectType(schema: OpenApiSchema, name: TypeName, interfaces: Interfaces): string {
  const properties = Object.entries(schema.properties ?? {});
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (properties.length === 0) {
    return toMapType(schema, name, interfaces);
  }
  const shape = toCanonicalText(schema);
  const known = interfaces.byShape.get(shape);
  if (known !== undefined) {
    return known;
  }
  const own = toFreeName(`${name.name}${name.suffix}`, interfaces.names);
  interfaces.byShape.set(shape, own);
  const prefix = name.suffix === 'Spec' ? name.name : own;
  const place = interfaces.blocks.push('') - 1;
  const required = new Set(schema.required);
  const lines = properties
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, property]) => {
      const type = toType(property, { name: prefix, suffix: toPascalCase(key) }, interfaces);
      const mark = required.has(key) && property.default === undefined ? '' : '?';
      return `  readonly ${toPropertyName(key)}${mark}: ${type};\n`;
    });
  const rest = open ? '  readonly [key: string]: unknown;\n' : '';
  interfaces.blocks[place] = `export interface ${own} {\n${lines.join('')}${rest}}\n`;
  return own;
}

function toMapType(schema: OpenApiSchema, name: TypeName, interfaces: Interfaces): string {
  const values = schema.additionalProperties;
  if (typeof values === 'object') {
    return `Readonly<Record<string, ${toType(values, name, interfaces)}>>`;
  }
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || values === true;
  return open ? 'Readonly<Record<string, unknown>>' : 'Readonly<Record<string, never>>';
}

function toFreeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) {
    name = `${wanted}${number}`;
  }
  taken.add(name);
  return name;
}
