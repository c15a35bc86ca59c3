import { blockPlaceOfKind, type ConfigKind, schemaOfKind } from './config-kind.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';

/** Gives the whole schema of a kind: the base, the block of each cloud at its place, and the clouds as values of `spec.cloud`. */
export function composeSchema(kind: ConfigKind, clouds: readonly CloudSchemas[]): SchemaNode {
  const place = blockPlaceOfKind[kind];
  return composeWith(kind, clouds, (cloud) => (place === undefined ? {} : cloud[place.block]));
}

/** The same with blocks that allow everything: each block is checked by its own validator. */
export function composeOpenSchema(kind: ConfigKind, clouds: readonly CloudSchemas[]): SchemaNode {
  return composeWith(kind, clouds, () => ({}));
}

function composeWith(
  kind: ConfigKind,
  clouds: readonly CloudSchemas[],
  toBlock: (cloud: CloudSchemas) => SchemaNode,
): SchemaNode {
  const place = blockPlaceOfKind[kind];
  if (place === undefined) return schemaOfKind[kind];
  return changeAt(schemaOfKind[kind], place.parent, (parent) => {
    const fields: Record<string, SchemaNode> = { ...parent.properties };
    if (fields.cloud !== undefined)
      fields.cloud = { ...fields.cloud, enum: clouds.map(({ cloud }) => cloud) };
    for (const cloud of clouds) fields[cloud.cloud] = toBlock(cloud);
    return { ...parent, properties: fields };
  });
}

function changeAt(
  node: SchemaNode,
  path: readonly string[],
  change: (node: SchemaNode) => SchemaNode,
): SchemaNode {
  const [name, ...rest] = path;
  if (name === undefined) return change(node);
  const child = changeAt(node.properties?.[name] ?? {}, rest, change);
  return { ...node, properties: { ...node.properties, [name]: child } };
}
