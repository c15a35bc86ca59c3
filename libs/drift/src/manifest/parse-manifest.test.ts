import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

function configMap(name: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
}

function namesOf({ objects }: ReturnType<typeof parseManifest>): readonly string[] {
  return objects.map(({ metadata }) => metadata.name);
}

describe('a manifest file', () => {
  it('gives its objects in their order, and is whole', () => {
    const parsed = parseManifest(`---\n${configMap('b')}---\n${configMap('a')}---\n`, 'x.yaml');

    expect(namesOf(parsed)).toStrictEqual(['b', 'a']);
    expect(parsed).toMatchObject({ problems: [], isWhole: true });
  });

  it('takes an instant without quotes for the text that it is', () => {
    const { objects } = parseManifest(
      configMap('x', '  annotations:\n    until: 2026-03-01T12:00:00Z\n'),
      'x.yaml',
    );

    expect(objects[0]?.metadata.annotations).toStrictEqual({ until: '2026-03-01T12:00:00Z' });
  });

  it.each([
    ['no YAML', 'a: [b\n', 'is no YAML'],
    ['a key twice', `${configMap('x')}kind: Secret\n`, 'is no YAML (DUPLICATE_KEY)'],
    ['an alias', `${configMap('x')}data: &a {b: c}\nmore: *a\n`, 'holds an alias'],
    ['a list', '- a\n', 'is no object of Kubernetes'],
    ['a text', 'hello\n', 'is no object of Kubernetes'],
    ['no kind', 'apiVersion: v1\nmetadata: {name: x}\n', 'has no apiVersion or no kind'],
    ['no name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n', 'has no metadata.name'],
    ['no metadata', 'apiVersion: v1\nkind: ConfigMap\nmetadata: null\n', 'has no metadata.name'],
    ['a number for a name', configMap('7'), 'has no metadata.name'],
    ['a number for a namespace', configMap('x', '  namespace: 7\n'), 'metadata.namespace that is no name'],
    ['a List', 'apiVersion: v1\nkind: List\nitems: []\n', 'has no metadata.name'],
  ])(
    'with a document that is wrong keeps the others, says which and where, and is not whole: %s',
    (_what, bad, words) => {
      const parsed = parseManifest(`${configMap('a')}---\n${bad}---\n${configMap('b')}`, 'x.yaml');

      expect(namesOf(parsed)).toStrictEqual(['a', 'b']);
      expect(parsed.isWhole).toBe(false);
      expect(parsed.problems).not.toStrictEqual([]);
      for (const { file, line, code, message } of parsed.problems) {
        expect([file, code]).toStrictEqual(['x.yaml', 'ERR_DRIFT_MANIFEST']);
        expect(message).toMatch(/^document 2 of 3 /);
        expect(message).toContain(words);
        expect(line).toBeGreaterThanOrEqual(6);
      }
    },
  );

  it('with two documents about one object takes neither, whatever their versions', () => {
    const route = (version: string) =>
      `apiVersion: example.dev/${version}\nkind: Route\nmetadata:\n  name: r\n  namespace: shop\n`;

    const parsed = parseManifest([route('v1'), configMap('a'), route('v2')].join('---\n'), 'x.yaml');

    expect(namesOf(parsed)).toStrictEqual(['a']);
    expect(parsed.isWhole).toBe(false);
    expect(parsed.problems.map(({ line, message }) => [line, message])).toStrictEqual([
      [12, 'document 3 of 3 is Route shop/r again, as document 1 is: neither is taken'],
    ]);
  });

  it('takes objects of one name in two namespaces or kinds for two', () => {
    const texts = [
      configMap('a', '  namespace: east\n'),
      configMap('a', '  namespace: west\n'),
      configMap('a', '  namespace: west\n').replace('ConfigMap', 'Secret'),
    ];

    expect(parseManifest(texts.join('---\n'), 'x.yaml')).toMatchObject({ problems: [], isWhole: true });
  });

  it('is whole or says why not, whatever stands in it, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(configMap('a'), configMap('b'), '{', '"', '\t', '&x *x', '---\n', '\u0000', '? '),
        ),
        (parts) => {
          const { problems, isWhole, objects } = parseManifest(parts.join(''), 'x.yaml');

          expect(isWhole).toBe(problems.length === 0);
          expect(new Set(objects.map(({ metadata }) => metadata.name)).size).toBe(objects.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
