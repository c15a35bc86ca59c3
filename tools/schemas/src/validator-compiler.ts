import { _, Ajv, type Code, type KeywordCxt, str } from 'ajv';

import type { ListMapKey } from './json-schema.ts';

const NO_VALUES: Code = _``;

/**
 * Gives an ajv that knows the keywords `celRule` and `listMapKeys` and emits ES module code that reports all
 * errors.
 */
export function createValidatorCompiler(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    inlineRefs: false,
    messages: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addKeyword({
    keyword: 'listMapKeys',
    type: 'array',
    schemaType: 'object',
    error: { message: 'must not hold two items with the same key', params: () => _`{}` },
    code: compileListMapKeys,
  });
  return ajv.addKeyword({
    keyword: 'celRule',
    schemaType: 'object',
    trackErrors: true,
    error: {
      message: ({ schema }) => str`${(schema as { readonly message: string }).message}`,
      params: () => _`{}`,
    },
    code: compileCelRule,
  });
}

/** One error with the rule's own message, instead of those of the schema that stands for the rule. */
function compileCelRule(context: KeywordCxt): void {
  const holds = context.gen.name('holds');
  context.subschema(
    { keyword: 'celRule', schemaProp: 'holds', compositeRule: true, createErrors: false, allErrors: false },
    holds,
  );
  context.reset();
  context.pass(holds);
}

/** Compares items by their key fields only, as structured merge does. */
function compileListMapKeys(context: KeywordCxt): void {
  const { gen, data } = context;
  const { fields } = context.schema as { readonly fields: readonly ListMapKey[] };
  const seen = gen.const('seen', _`new Set()`);
  gen.forOf('item', data, (item) => {
    const values = fields.map(({ name, fallback }) => _`${item}?.[${name}] ?? ${fallback ?? null}`);
    const list = values.reduce(
      (all: Code, value) => (all === NO_VALUES ? value : _`${all}, ${value}`),
      NO_VALUES,
    );
    gen.code(_`${seen}.add(JSON.stringify([${list}]))`);
  });
  context.pass(_`${seen}.size === ${data}.length`);
}
