import type { SchemaNode } from '../documented-schema.ts';

const rules: readonly { readonly gap: string; isBroken(node: SchemaNode): boolean }[] = [
  { gap: 'no description', isBroken: (node) => !node.description },
  { gap: 'a default without x-source', isBroken: (node) => hasOwnDefault(node) && !node['x-source'] },
  { gap: 'a default without x-effect', isBroken: (node) => hasOwnDefault(node) && !node['x-effect'] },
  { gap: 'a pattern without x-form', isBroken: (node) => node.pattern !== undefined && !node['x-form'] },
  {
    gap: 'a choice without discriminator',
    isBroken: (node) => node.oneOf !== undefined && !node.discriminator,
  },
  { gap: 'a list without items', isBroken: (node) => node.type === 'array' && !node.items },
  {
    gap: 'an object without additionalProperties',
    isBroken: (node) => isSection(node) && node.additionalProperties === undefined,
  },
];

/**
 * Gives what a schema leaves undocumented, such as `spec.x: no description`; empty for a good schema.
 *
 * Every node needs a description, every default `x-source` and `x-effect` (but `{}` of a section, whose fields have
 * their own), every pattern `x-form`, every choice a discriminator, and every section `additionalProperties`.
 */
export function findUndocumented(schema: SchemaNode, path = ''): readonly string[] {
  return [
    ...findHere(schema).map((gap) => `${path === '' ? 'top' : path}: ${gap}`),
    ...findBelow(schema, path),
  ];
}

function findHere(node: SchemaNode): readonly string[] {
  return rules.filter(({ isBroken }) => isBroken(node)).map(({ gap }) => gap);
}

function isSection(node: SchemaNode): boolean {
  return node.type === 'object' && node.properties !== undefined;
}

function hasOwnDefault(node: SchemaNode): boolean {
  return node.default !== undefined && !isSection(node);
}

function findBelow(node: SchemaNode, path: string): readonly string[] {
  const { properties = {}, items, oneOf = [], additionalProperties } = node;
  return [
    ...Object.entries(properties).flatMap(([name, child]) =>
      findUndocumented(child, path === '' ? name : `${path}.${name}`),
    ),
    ...(items === undefined ? [] : findUndocumented(items, `${path}[]`)),
    ...oneOf.flatMap((branch, index) => findUndocumented(branch, `${path}|${index}`)),
    ...(typeof additionalProperties === 'object'
      ? findUndocumented(additionalProperties, `${path}.<name>`)
      : []),
  ];
}
