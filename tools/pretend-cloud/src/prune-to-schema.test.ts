import { expect, it } from 'vitest';

import { pruneToSchema } from './prune-to-schema.ts';

const SCHEMA = {
  properties: {
    name: { type: 'string' },
    list: { items: { properties: { a: {} } } },
    map: { additionalProperties: { type: 'string' } },
    free: { 'x-kubernetes-preserve-unknown-fields': true },
  },
};

it('drops what a schema does not know, at every depth, and keeps free and mapped keys', () => {
  const value = { name: 'x', other: 1, list: [{ a: 1, b: 2 }], map: { any: 'y' }, free: { deep: { er: 1 } } };

  expect(pruneToSchema(value, SCHEMA)).toEqual({
    name: 'x',
    list: [{ a: 1 }],
    map: { any: 'y' },
    free: { deep: { er: 1 } },
  });
});
