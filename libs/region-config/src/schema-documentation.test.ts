import { describe, expect, it } from 'vitest';
import { composeSchema } from './compose-schema.ts';
import { configKinds } from './config-kind.ts';
import { findUndocumented } from './testing/schema-documentation.ts';
import { testClouds } from './testing/test-clouds.ts';

describe('the schemas', () => {
  it.each(configKinds)('of %s are documented on every level', (kind) => {
    expect(findUndocumented(composeSchema(kind, testClouds))).toEqual([]);
  });
});

describe('findUndocumented', () => {
  it.each([
    ['a node without description', { type: 'string' }, ['top: no description']],
    [
      'a default without origin',
      { type: 'integer', description: 'X.', default: 1 },
      ['top: a default without x-source', 'top: a default without x-effect'],
    ],
    [
      'a pattern without words',
      { type: 'string', description: 'X.', pattern: 'a' },
      ['top: a pattern without x-form'],
    ],
    [
      'gaps in fields, items, branches and maps',
      {
        type: 'object',
        description: 'X.',
        additionalProperties: false,
        properties: {
          list: { type: 'array', description: 'X.', items: { type: 'string' } },
          map: { type: 'object', description: 'X.', additionalProperties: { type: 'string' } },
          choice: { type: 'object', description: 'X.', oneOf: [{ type: 'object' }] },
          open: { type: 'object', description: 'X.', properties: {} },
        },
      },
      [
        'list[]: no description',
        'map.<name>: no description',
        'choice: a choice without discriminator',
        'choice|0: no description',
        'open: an object without additionalProperties',
      ],
    ],
  ])('finds %s', (_, schema, gaps) => {
    expect(findUndocumented(schema)).toEqual(gaps);
  });
});
