import { describe, expect, it } from 'vitest';

import type { DescribedKind } from './described-kind.ts';
import type { OpenApiSchema } from './openapi-schema.ts';
import { renderTypes } from './render-types.ts';

describe(renderTypes, () => {
  it('writes equal objects once and gives different ones of the same name a number', () => {
    const ref: OpenApiSchema = { type: 'object', properties: { name: { type: 'string' } } };
    const other: OpenApiSchema = { type: 'object', properties: { id: { type: 'string' } } };
    const spec: OpenApiSchema = {
      properties: { firstRef: ref, lastRef: ref, 'first-ref': other },
    };

    const actual = renderTypes(toKind(spec));

    expect(actual.split('\n').slice(2)).toEqual([
      'export interface PartSpec {',
      "  readonly 'first-ref'?: PartFirstRef;",
      '  readonly firstRef?: PartFirstRef2;',
      '  readonly lastRef?: PartFirstRef2;',
      '}',
      '',
      'export interface PartFirstRef {',
      '  readonly id?: string;',
      '}',
      '',
      'export interface PartFirstRef2 {',
      '  readonly name?: string;',
      '}',
      '',
    ]);
  });

  it.each<[string, OpenApiSchema, string]>([
    ['a list of a union', { type: 'array', items: { type: 'integer', enum: [1, 2] } }, 'readonly (1 | 2)[]'],
    ['text with a quote', { type: 'string', enum: ["it's"] }, String.raw`'it\'s'`],
    ['an object without fields', { type: 'object' }, 'Readonly<Record<string, never>>'],
    ['no type at all', { 'x-kubernetes-preserve-unknown-fields': true }, 'unknown'],
    [
      'a map of open objects',
      {
        type: 'object',
        additionalProperties: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
      'Readonly<Record<string, Readonly<Record<string, unknown>>>>',
    ],
  ])('types %s', (_title, field, type) => {
    expect(renderTypes(toKind({ properties: { field } }))).toContain(`  readonly field?: ${type};\n`);
  });
});

function toKind(spec: OpenApiSchema): DescribedKind {
  const schema = { type: 'object', properties: { spec } };
  const names = { name: 'Part', kind: 'Part', plural: 'parts', namespaced: true };
  return { ...names, group: 'example.org', version: 'v1', apiVersion: 'example.org/v1', schema };
}
