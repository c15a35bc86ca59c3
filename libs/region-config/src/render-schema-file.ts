import { composeSchema } from './compose-schema.ts';
import { type ConfigKind, fileOfKind } from './config-kind.ts';
import type { CloudSchemas, SchemaNode } from './documented-schema.ts';

/** A JSON Schema as it is published, with the keywords that only editors need. */
type PublishedNode = Readonly<Record<string, unknown>>;

/**
 * Gives the JSON Schema (draft 07) of a kind for editors, as the text of `docs/schemas/<kind>.schema.json`.
 *
 * What has a default is not required there: an editor looks at the file as it is written, before defaults.
 */
export function renderSchemaFile(kind: ConfigKind, clouds: readonly CloudSchemas[]): string {
  const { description, ...schema } = toPublished(composeSchema(kind, clouds)) as {
    readonly description?: string;
  };
  const published = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Atoll ${kind}`,
    description: `${description ?? ''} (${fileOfKind[kind]})`,
    ...schema,
  };
  return `${JSON.stringify(kind === 'Region' ? withOwnBlock(published, clouds) : published, null, 2)}\n`;
}

function toPublished(node: SchemaNode): PublishedNode {
  const { required, properties, items, oneOf, additionalProperties, ...rest } = node;
  const asked = required?.filter((name) => properties?.[name]?.default === undefined) ?? [];
  return {
    ...rest,
    ...(asked.length === 0 ? {} : { required: asked }),
    ...(properties === undefined ? {} : { properties: mapValues(properties) }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'boolean'
              ? additionalProperties
              : toPublished(additionalProperties),
        }),
    ...(items === undefined ? {} : { items: toPublished(items) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(toPublished) }),
  };
}

function mapValues(properties: Readonly<Record<string, SchemaNode>>): PublishedNode {
  return Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, toPublished(node)]));
}

/** Adds that a region has the block of its own cloud and no other. */
function withOwnBlock(schema: PublishedNode, clouds: readonly CloudSchemas[]): PublishedNode {
  const allOf = clouds.map(({ cloud, region }) => {
    const others = clouds.filter((other) => other.cloud !== cloud).map((other) => [other.cloud, false]);
    const own = region.default === undefined ? { required: [cloud] } : {};
    return {
      if: { properties: { cloud: { const: cloud } }, required: ['cloud'] },
      // biome-ignore lint: `then` is a keyword of JSON Schema
      then: { ...own, properties: Object.fromEntries(others) },
    };
  });
  const properties = schema.properties as Readonly<Record<string, PublishedNode>>;
  return { ...schema, properties: { ...properties, spec: { ...properties.spec, allOf } } };
}
