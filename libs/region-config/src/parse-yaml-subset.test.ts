import { describe, expect, it } from 'vitest';
import { parseYamlSubset } from './parse-yaml-subset.ts';

const DEEP = 10_000;
const tooDeep = { path: [], offset: 0, message: 'is nested deeper than 40 levels', code: 'ERR_CONFIG_YAML' };

function messagesOf(text: string): readonly string[] {
  const parsed = parseYamlSubset(text);
  return 'faults' in parsed ? parsed.faults.map(({ message }) => message) : [];
}

describe('a text without a mapping', () => {
  const empty = 'the file is empty; it must hold a mapping with apiVersion, kind, metadata and spec';
  const other = 'the file must hold a mapping with apiVersion, kind, metadata and spec';

  it.each([
    ['nothing', '', empty],
    ['blank lines', '\n\n', empty],
    ['a comment', '# later\n', empty],
    ['a document start', '---\n', empty],
    ['a word', 'hello', other],
    ['a null', '~', other],
    ['a list', '- a\n', other],
  ])('is refused when it holds %s', (_, text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  it('is refused for its byte order mark before all else', () => {
    expect(messagesOf('\ufeffa: 1')).toEqual([
      'the file starts with a byte order mark; save it as UTF-8 without one',
    ]);
  });
});

describe('a hostile text', () => {
  it.each([
    ['open brackets', `a: ${'['.repeat(DEEP)}`],
    ['closed brackets', `a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['open braces', `a: ${'{a: '.repeat(DEEP)}`],
    ['nested items', `${'- '.repeat(DEEP)}a`],
  ])('of ten thousand levels of %s is refused without a stack overflow', (_, text) => {
    const parsed = parseYamlSubset(text);

    expect(parsed).toEqual({ faults: [tooDeep] });
  });

  it.each([
    ['forty levels are read', 39, []],
    ['forty-one are refused', 40, ['is nested deeper than 40 levels']],
  ])('has a limit: %s', (_, lists, messages) => {
    expect(messagesOf(`a: ${'['.repeat(lists)}x${']'.repeat(lists)}`)).toEqual(messages);
  });

  it('that doubles its size with every alias is refused before one is expanded', () => {
    const names = [...'abcdefghijklmnopqrstuvwxyz'];
    const lines = names.map(
      (name, index) => `${name}: &${name} [${`*${names[index - 1] ?? 'a'}, `.repeat(9)}x]`,
    );

    const messages = messagesOf(lines.join('\n'));

    expect(messages).toHaveLength(names.length);
    expect(new Set(messages)).toEqual(
      new Set([
        'anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
      ]),
    );
  });

  it('with a hundred thousand fields is read in linear time', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `k${index}: ${index}`).join('\n');

    const parsed = parseYamlSubset(text);

    expect('value' in parsed ? Object.keys(parsed.value) : []).toHaveLength(100_000);
  });

  it('cannot reach the prototype of objects', () => {
    parseYamlSubset('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n');

    expect(({} as { readonly polluted?: boolean }).polluted).toBeUndefined();
  });
});
