import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import type { OpenApiSchema } from './openapi-schema.ts';
import { translateCelRule } from './translate-cel.ts';

const TEXT: OpenApiSchema = { type: 'string' };
const SCHEMA: OpenApiSchema = {
  type: 'object',
  properties: {
    a: TEXT,
    b: TEXT,
    mode: { type: 'string', default: 'generic' },
    inner: { type: 'object', properties: { namespace: TEXT } },
    list: { type: 'array', items: { type: 'object', properties: { id: TEXT, tags: TEXT } } },
    words: { type: 'array', items: TEXT, default: ['*'] },
    map: { type: 'object', additionalProperties: TEXT },
  },
};

describe(translateCelRule, () => {
  it.each([
    ['has(self.a)', { a: '' }, {}],
    ['!has(self.a) || !has(self.b)', { a: '' }, { a: '', b: '' }],
    ['has(self.a) == has(self.b)', { a: '', b: '' }, { a: '' }],
    ['has(self.a) != has(self.b)', { a: '' }, {}],
    ['has(self.a) ? has(self.b) : true', {}, { a: '' }],
    ["self.mode == 'generic'", {}, { mode: 'aws' }],
    ["self.mode in ['generic', 'aws']", { mode: 'aws' }, { mode: 'x' }],
    ["'*' in self.words", {}, { words: ['b'] }],
    ["!('*' in self.words) || has(self.a)", { words: [] }, {}],
    ["'nodes' in self.map", { map: { nodes: '' } }, { map: {} }],
    ['has(self.inner.__namespace__)', { inner: { namespace: '' } }, { inner: {} }],
    ['!has(self.inner.__namespace__)', { inner: {} }, { inner: { namespace: '' } }],
    ['size(self.list) > 0', { list: [{}] }, { list: [] }],
    ['self.list.size() <= 1', { list: [{}] }, { list: [{}, {}] }],
    ['size(self.map) != 1', { map: {} }, { map: { a: '' } }],
    ["self.a.matches('^x+\\\\.y$')", { a: 'xx.y' }, { a: 'xxay' }],
    ["!self.a.startsWith('a.b')", { a: 'axb' }, { a: 'a.bc' }],
    ["self.a.endsWith('.io')", { a: 'k8s.io' }, { a: 'k8sxio' }],
    ['self.list.all(x, has(x.id) || has(x.tags))', { list: [{ id: '' }, { tags: '' }] }, { list: [{}] }],
    ['!self.list.all(x, has(x.id))', { list: [{ id: '' }, {}] }, { list: [{ id: '' }] }],
    ["self.list.exists(x, x.id == 'a')", { list: [{}, { id: 'a' }] }, { list: [{ id: 'b' }] }],
    ["!self.list.exists(x, x.id == 'a')", { list: [{ id: 'b' }] }, { list: [{ id: 'b' }, { id: 'a' }] }],
    ["self.map.all(k, k != 'x')", { map: { y: '' } }, { map: { x: '' } }],
  ])('translates %s', (rule, good, bad) => {
    const translated = translateCelRule({ rule, message: 'the message' }, SCHEMA);

    const accepts = new Ajv({ strict: false }).compile(translated?.holds ?? false);
    expect(translated?.message).toBe('the message');
    expect(accepts(good)).toBe(true);
    expect(accepts(bad)).toBe(false);
  });

  it('fails a rule that reads a field of an absent object, as the API server does', () => {
    const translated = translateCelRule({ rule: '!has(self.inner.__namespace__)' }, SCHEMA);

    expect(new Ajv({ strict: false }).validate(translated?.holds ?? true, {})).toBe(false);
  });

  it.each([
    ['self == oldSelf'],
    ["duration(self.a) >= duration('1s')"],
    ['self.a == self.b'],
    ["self.a.find('^x') == 'x'"],
    ['self.map.all(k, self.map[k] != "")'],
    ['self.list.all(x, x.id == self.a)'],
    ['!self.map.all(k, k != "x")'],
    ['has(self.unknown)'],
    ["self.a.matches('\\\\d\\n')"],
    ['self.a =~ 1'],
  ])('leaves %s to the API server', (rule) => {
    expect(translateCelRule({ rule }, SCHEMA)).toBeUndefined();
  });
});
