import { describe, expect, it } from 'vitest';

import { createSchemaSet, joinSchemaSets, type Validator, type ValidatorError } from './create-schema-set.ts';
import type { KindDefinition } from './kind-definition.ts';

const WIDGET: KindDefinition<unknown> = {
  group: 'example.org',
  version: 'v1',
  apiVersion: 'example.org/v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};

const OBJECT = { apiVersion: 'example.org/v1', kind: 'Widget' };

describe(createSchemaSet, () => {
  it.each<[ValidatorError, string, string, string]>([
    [
      { instancePath: '/spec', keyword: 'additionalProperties', params: { additionalProperty: 'x/y' } },
      'spec["x/y"]',
      'unknown-field',
      'is not a field of this kind',
    ],
    [
      { instancePath: '', keyword: 'required', params: { missingProperty: 'spec' } },
      'spec',
      'required',
      'is required',
    ],
    [
      { instancePath: '/spec/list/2/a~1b/c~0d', keyword: 'type', params: {}, message: 'must be string' },
      'spec.list[2]["a/b"]["c~d"]',
      'type',
      'must be string',
    ],
    [
      { instancePath: '/spec/a', keyword: 'enum', params: { allowedValues: ['x', 1] } },
      'spec.a',
      'enum',
      'must be "x" or 1',
    ],
    [
      { instancePath: '/kind', keyword: 'const', params: { allowedValue: 'W' } },
      'kind',
      'const',
      'must be "W"',
    ],
    [{ instancePath: '/spec', keyword: 'celRule', params: {}, message: 'a or b' }, 'spec', 'cel', 'a or b'],
    [{ instancePath: '/spec', keyword: 'odd', params: {} }, 'spec', 'odd', 'fails odd'],
  ])('turns %j into a problem', (error, path, rule, message) => {
    const set = createSchemaSet('s', [WIDGET], { 'example.org/v1/Widget': failWith([error]) });

    expect(set.validate(OBJECT)).toEqual([{ path, rule, message }]);
  });

  it('reports a wrong name once, with its place', () => {
    const set = createSchemaSet('s', [WIDGET], {
      'example.org/v1/Widget': failWith([
        { instancePath: '/metadata/labels', keyword: 'pattern', params: {}, propertyName: 'a b' },
        { instancePath: '/metadata/labels', keyword: 'propertyNames', params: { propertyName: 'a b' } },
      ]),
    });

    expect(set.validate(OBJECT)).toEqual([
      { path: 'metadata.labels["a b"]', rule: 'propertyNames', message: 'is not a valid name here' },
    ]);
  });

  it('finds no problem when the validator accepts', () => {
    const set = createSchemaSet('s', [WIDGET], { 'example.org/v1/Widget': () => true });

    expect(set.validate(OBJECT)).toEqual([]);
  });

  it.each([
    [{ apiVersion: 'v2', kind: 'Widget' }, 'v2 Widget has no schema in s'],
    [{}, 'undefined undefined has no schema in s'],
    [null, 'undefined undefined has no schema in s'],
    [{ apiVersion: '', kind: 'constructor' }, ' constructor has no schema in s'],
  ])('reports the unknown kind of %j', (object, message) => {
    const set = createSchemaSet('s', [WIDGET], {});

    expect(set.validate(object)).toEqual([{ path: '', rule: 'unknown-kind', message }]);
  });
});

describe(joinSchemaSets, () => {
  it('checks each object by the set that knows its kind', () => {
    const error: ValidatorError = {
      instancePath: '',
      keyword: 'required',
      params: { missingProperty: 'spec' },
    };
    const a = createSchemaSet('a', [WIDGET], { 'example.org/v1/Widget': failWith([error]) });
    const b = createSchemaSet('b', [{ ...WIDGET, apiVersion: 'v1', kind: 'Gear' }], {
      'v1/Gear': () => true,
    });

    const joined = joinSchemaSets([a, b]);

    expect(joined.name).toBe('a, b');
    expect(joined.kinds.map(({ kind }) => kind)).toEqual(['Widget', 'Gear']);
    expect(joined.has('v1', 'Gear')).toBe(true);
    expect(joined.has('v1', 'Widget')).toBe(false);
    expect(joined.validate({ apiVersion: 'v1', kind: 'Gear' })).toEqual([]);
    expect(joined.validate(OBJECT)).toEqual([{ path: 'spec', rule: 'required', message: 'is required' }]);
    expect(joined.validate({ apiVersion: 'v1', kind: 'Widget' })).toEqual([
      { path: '', rule: 'unknown-kind', message: 'v1 Widget has no schema in a, b' },
    ]);
  });
});

function failWith(errors: readonly ValidatorError[]): Validator {
  const validator: Validator = () => false;
  validator.errors = errors;
  return validator;
}
