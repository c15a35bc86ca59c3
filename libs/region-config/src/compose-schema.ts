import { blockOfKind, type ConfigKind, schemaOfKind } from './config-kind.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';

/** Gives the whole schema of a kind: the base, `spec.<cloud>` of each cloud, and the clouds as values of `spec.cloud`. */
export function composeSchema(kind: ConfigKind, clouds: readonly CloudSchemas[]): SchemaNode {
  return composeWith(kind, clouds, (cloud) => cloud[blockOfKind[kind]]);
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
  const base = schemaOfKind[kind];
  const spec = base.properties?.spec ?? {};
  const fields: Record<string, SchemaNode> = { ...spec.properties };
  if (fields.cloud !== undefined) fields.cloud = { ...fields.cloud, enum: clouds.map(({ cloud }) => cloud) };
  for (const cloud of clouds) fields[cloud.cloud] = toBlock(cloud);
  return { ...base, properties: { ...base.properties, spec: { ...spec, properties: fields } } };
}
