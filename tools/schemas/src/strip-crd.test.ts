import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { stripCrd, stripSchema } from './strip-crd.ts';
import { MINI_CRD } from './testing/mini-crd.ts';

describe(stripSchema, () => {
  it('removes descriptions and keeps a property that is called description', () => {
    const schema = {
      type: 'object',
      description: 'Prose.',
      properties: { description: { type: 'string', description: 'Prose.' } },
      additionalProperties: { description: 'Prose.', type: 'string' },
      anyOf: [{ description: 'Prose.', required: ['description'] }],
    };

    const actual = stripSchema(schema);

    expect(actual).toEqual({
      type: 'object',
      properties: { description: { type: 'string' } },
      additionalProperties: { type: 'string' },
      anyOf: [{ required: ['description'] }],
    });
  });

  it('leaves defaults and enumerated values alone, whatever keys they have', () => {
    const schema = { type: 'object', default: { description: 'kept' }, enum: [{ description: 'kept' }] };

    expect(stripSchema(schema)).toEqual(schema);
  });
});

describe(stripCrd, () => {
  it('drops conversion, printer-column descriptions and empty creation times, and keeps every version', () => {
    const actual = JSON.stringify(stripCrd(parse(MINI_CRD)));

    expect(actual).not.toMatch(/Webhook|How old|creationTimestamp":null|Widget is a part|An old version/);
    expect(actual).toContain(
      '"name":"v1alpha1","schema":{"openAPIV3Schema":{"type":"object"}},"served":false',
    );
  });

  it('drops status and sorts keys', () => {
    const crd = {
      status: { a: 1 },
      spec: { versions: [], group: 'g' },
      metadata: { name: 'n' },
      kind: 'K',
      apiVersion: 'v',
    };

    expect(JSON.stringify(stripCrd(crd))).toBe(
      '{"apiVersion":"v","kind":"K","metadata":{"name":"n"},"spec":{"group":"g","versions":[]}}',
    );
  });
});
