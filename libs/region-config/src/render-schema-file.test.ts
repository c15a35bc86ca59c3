import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { configKinds } from './config-kind.ts';
import { renderSchemaFile } from './render-schema-file.ts';
import { testClouds } from './testing/test-clouds.ts';

interface Published {
  readonly $schema: string;
  readonly title: string;
  readonly properties: { readonly spec: { readonly required?: readonly string[] } };
}

function publish(kind: (typeof configKinds)[number]): Published {
  return JSON.parse(renderSchemaFile(kind, testClouds)) as Published;
}

describe('the published schema', () => {
  it.each(configKinds)('of %s is a schema of draft 07 without an id', (kind) => {
    const schema = publish(kind);

    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.title).toBe(`Atoll ${kind}`);
    expect(schema).not.toHaveProperty('$id');
  });

  it('requires only what has no default', () => {
    expect(publish('Region').properties.spec.required).toEqual(['cloud', 'location', 'network', 'dns']);
  });

  it('keeps descriptions, defaults and sources', () => {
    expect(publish('Organization').properties.spec).toMatchObject({
      properties: {
        deploy: {
          properties: {
            intervalMinutes: {
              type: 'integer',
              minimum: 1,
              maximum: 60,
              default: 5,
              description: 'Minutes between two looks at the repository.',
              'x-source': 'Ours: a push reaches a region within five minutes without a webhook.',
              'x-effect': 'Shorter intervals load the Git host.',
            },
          },
        },
      },
    });
  });

  it('asks a region for the block of its own cloud and refuses others', () => {
    const spec = publish('Region').properties.spec;

    expect(spec).toHaveProperty('allOf', [
      {
        if: { properties: { cloud: { const: 'aws' } }, required: ['cloud'] },
        then: { required: ['aws'], properties: { gcp: false } },
      },
      {
        if: { properties: { cloud: { const: 'gcp' } }, required: ['cloud'] },
        then: { required: ['gcp'], properties: { aws: false } },
      },
    ]);
  });
});
