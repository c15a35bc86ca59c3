import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { ApiResource, ConfigMap, Deployment, Role } from 'cdk8s-plus-28';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

import { ManifestError } from './manifest-error.ts';
import { createSerializer, serializeManifest } from './serialize-manifest.ts';

const OPTIONS = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** Strings that some reader or writer of YAML is known to stumble over. */
const TRAPS = [
  ...'y Y yes Yes YES yEs n no No NO on On ON off Off OFF true True TRUE tRue false False null Null NULL nUll'.split(
    ' ',
  ),
  ...'~ ~a = 0 -0 +1 1 1. .1 1.5 1e3 1E+3 e3 E3 e-3 e+3 e2 e2x ee2 1_000 0b1 -0b1 0o7 0777 08 0x1F 0xg'.split(
    ' ',
  ),
  ...'1:30 1:30:00 190:20:30.15 1:60 .nan .NaN .inf -.inf +.INF NaN Infinity 1.2.3 12345678901234567890'.split(
    ' ',
  ),
  ...'2001-01-01 2001-1-1 2001-12-14t21:59:43.10-05:00 12:00 03:00 - -a -- --- ... ? ?a : :a a: a:b # #a a#'.split(
    ' ',
  ),
  ...'[ ] { } [] {} , ,a a,b & &a * *a */delete ! | |- > >a \' " \'a\' "a" a"b a\'b a"b\'c \'a" % %a a% @ @a'.split(
    ' ',
  ),
  ...'` `a` \\ a\\b \\n / /a _ _a _1 1_ é straße 日本語 ſ K it’s 😀 a😀b 👩‍👩‍👧 ${a} $(a) m5.large 100Gi 500m 30m'.split(
    ' ',
  ),
  ...'1.29 v1.29 sha256:0a1b key=value a@b.c http://a:80/b?c=d#e {"Version":"2012-10-17"} 123456789012'.split(
    ' ',
  ),
  ...'__proto__ constructor toString hasOwnProperty 10.0.0.0/16 10/16 2001:db8::/32 1/2/3 arn:aws:s3:::a/*'.split(
    ' ',
  ),
  ...'|- a|a: b|a :b|a : b|a: |: a|- a|? a|# a|a #|a # b|a# b|--- a|... a|[a, b]|{a: b}|a, b|!!str a|!Ref a'.split(
    '|',
  ),
  ...' | a|a | a |  |a  b|a b c|{{ a }}|2001-12-14 21:59:43|\t|\ta|a\t|a\tb|\r|a\r\nb|\u0000|\u001b[0m|\u007f'.split(
    '|',
  ),
  ...'|\ufeff|\ufeffa|\u00a0|\u0085|\u2028|\ud800|a\udc00|\n|\n\n| \n|\n |a\nb|a\nb\n|a\nb\n\n|\na|\n\na|a\n\nb'.split(
    '|',
  ),
  ...'a\n\n\nb| a\nb|  a\n b|a\n b|a\n  b\n c|a \nb|a\t\nb|a\n\tb|\ta\nb|a\n |a\n \n|a\n\n |a\n \nb|\n \na|a\n#b'.split(
    '|',
  ),
  ...'# a\nb|a: b\nc: d\n|- a\n- b|---\na|a\n---\nb|a\n...\nb|%a\nb|a\n%b|"a\nb"|\'a\nb\'|a\n\n\n b\n\n'.split(
    '|',
  ),
  ...[
    'a'.repeat(300),
    'a '.repeat(300),
    `${'a '.repeat(300)}b`,
    '0'.repeat(600),
    `${'x'.repeat(50)}\n\ny\n\n `,
  ],
  ...['k'.repeat(1_024), 'k'.repeat(1_025), '"'.repeat(1_022), "'".repeat(1_023), `${'é'.repeat(1_020)}: a`],
  ...[`${'x'.repeat(50)}\n \n ${'y'.repeat(50)}\n `, `${'x'.repeat(60)}\n\n \n z \n\n `],
];

const FAITHFUL_TRAPS = TRAPS.filter(isFaithful);

const anyText = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({
    unit: fc.constantFrom(...' \n\t#:-?,[]{}&*!|>\'"%@`~=_./\\<0179abeExyno+', '\ud800', '😀', 'é'),
  }),
  fc.tuple(fc.constantFrom(...TRAPS), fc.constantFrom(...TRAPS)).map(([a, b]) => a + b),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii' }),
);

/** Strings that the library reads back as they were. */
const faithfulText = anyText.filter(isFaithful);
const faithfulKey = faithfulText.filter((text) => text !== '<<');

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
  leaf: fc.oneof(
    { arbitrary: faithfulText, weight: 5 },
    fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, 1e21, 1e-7, Number.NaN, 10n ** 30n),
    fc.double(),
    fc.integer(),
  ),
  list: fc.array(tie('tree'), { maxLength: 5 }),
  map: fc.dictionary(faithfulKey, tie('tree'), { maxKeys: 5 }),
}));

/** Tells whether the library reads back what it writes. */
function isFaithful(text: string): boolean {
  return parse(stringify([text], OPTIONS), OPTIONS)[0] === text;
}

/** The text as key, value and list item, at the top, nested, and in every mixture of lists and maps. */
function everyPosition(text: string): unknown {
  return {
    value: text,
    [text]: text,
    list: [text, [text, [[text]]], { [text]: text, a: { [text]: [text], b: { c: text } } }],
    map: { [text]: { [text]: { [text]: text, z: text } }, y: [[{ a: text }], [], {}] },
    last: [[{ a: [{ b: text }] }]],
  };
}

describe('serializeManifest', () => {
  it('writes maps, lists and plain scalars in block style', () => {
    const object = {
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'VPC',
      metadata: { name: 'atoll', labels: {} },
      spec: { list: ['a', 1, true, null, [], [1, [2]]], forProvider: { cidrBlock: '10.0.0.0/16' } },
    };

    expect(serializeManifest(object)).toBe(
      [
        'apiVersion: ec2.aws.m.upbound.io/v1beta1',
        'kind: VPC',
        'metadata:',
        '  name: atoll',
        '  labels: {}',
        'spec:',
        '  list:',
        '    - a',
        '    - 1',
        '    - true',
        '    - null',
        '    - []',
        '    - - 1',
        '      - - 2',
        '  forProvider:',
        '    cidrBlock: 10.0.0.0/16',
        '',
      ].join('\n'),
    );
  });

  it('quotes what a YAML 1.1 reader would take for another type', () => {
    const object = { a: 'yes', b: 'on', c: '1:30', d: '0b1', e: '1_000', f: '2001-01-01', g: 'e2', h: '~' };

    expect(serializeManifest(object)).toBe(
      'a: "yes"\nb: "on"\nc: "1:30"\nd: "0b1"\ne: "1_000"\nf: "2001-01-01"\ng: "e2"\nh: "~"\n',
    );
  });

  it('writes a long string as a block scalar at the indentation of its place', () => {
    const object = { a: { b: [{ script: '#!/bin/sh\n\n  set -e\n' }] } };

    expect(serializeManifest(object)).toBe(
      'a:\n  b:\n    - script: |\n        #!/bin/sh\n\n          set -e\n',
    );
  });

  it('writes an object that is used twice twice, without an alias', () => {
    const tags = { team: 'a' };

    expect(serializeManifest({ a: tags, b: tags })).toBe('a:\n  team: a\nb:\n  team: a\n');
  });

  it.each(TRAPS.filter((text) => !isFaithful(text)))(
    'keeps every blank of %j, which the library loses',
    (text) => {
      const object = { a: [text] };

      expect(parse(serializeManifest(object), OPTIONS)).toEqual(object);
      expect(parse(stringify(object, OPTIONS), OPTIONS)).not.toEqual(object);
    },
  );

  it('quotes the key <<, which readers of YAML 1.1 would merge into the map', () => {
    const object = { '<<': { a: '<<' } };

    expect(serializeManifest(object)).toBe('"<<":\n  a: <<\n');
  });

  it.each([
    ['a function', { a: () => 1 }, 'function'],
    ['a symbol', [Symbol('a')], 'symbol'],
    ['a date', { a: [new Date(0)] }, 'instance of Date'],
    ['a map', { a: new Map() }, 'instance of Map'],
  ])('refuses %s', (_, object, what) => {
    expect(() => serializeManifest(object)).toThrow(
      new ManifestError(
        'ERR_MANIFEST_NOT_PLAIN',
        `a manifest holds a value that is no plain data (${what}); allowed are maps, lists, strings, numbers, booleans and null: resolve it before it is written`,
      ),
    );
  });

  it.each([
    ...[
      null,
      undefined,
      true,
      0,
      -0,
      1.5,
      1e21,
      'a',
      'a\nb',
      '---',
      '',
      [],
      {},
      [[]],
      [{}],
      { a: undefined },
    ],
    ...[new Array(2), Object.create(null), 10n ** 30n, Number.NaN, Number.NEGATIVE_INFINITY, [-0, 5e-324]],
  ])('writes the document %o as the library does', (document) => {
    expect(serializeManifest(document)).toBe(stringify(document, OPTIONS));
  });

  it.each(FAITHFUL_TRAPS)('writes %j in every position as the library does', (text) => {
    const object = everyPosition(text);

    expect(serializeManifest(object)).toBe(stringify(object, OPTIONS));
  });

  it('writes any tree as the library does, whatever it has remembered', () => {
    const remembering = createSerializer();
    const forgetful = createSerializer({ cacheSize: 2 });

    fc.assert(
      fc.property(tree, (object) => {
        const expected = stringify(object, OPTIONS);

        expect(remembering(object)).toBe(expected);
        expect(forgetful(object)).toBe(expected);
      }),
      { numRuns: 4_000 },
    );
  });

  it('writes any string in every position as the library does', () => {
    const serialize = createSerializer({ cacheSize: 0 });

    fc.assert(
      fc.property(faithfulKey, (text) => {
        const object = everyPosition(text);

        expect(serialize(object)).toBe(stringify(object, OPTIONS));
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes text that is read back as the same strings', () => {
    const serialize = createSerializer();

    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), (object) => {
        expect(parse(serialize({ a: object }), OPTIONS)).toEqual({ a: { ...object } });
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes the objects of cdk8s and cdk8s-plus as cdk8s does', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'region-a' });
    new ConfigMap(chart, 'config', {
      metadata: { name: 'a' },
      data: { 'run.sh': 'set -e\n\techo "a: b"\n\n' },
    });
    new Role(chart, 'role', { metadata: { name: 'a' } }).allowRead(ApiResource.DEPLOYMENTS);
    new Deployment(chart, 'web', {
      metadata: { name: 'web' },
      containers: [{ image: 'a:1', portNumber: 80 }],
    });
    new ApiObject(chart, 'policy', {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'Policy',
      metadata: { name: 'a', annotations: { 'crossplane.io/external-name': 'arn:aws:iam::1:policy/a' } },
      spec: {
        forProvider: { policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }, undefined, 2) },
      },
    });
    const objects: unknown[] = chart.toJson();

    expect(objects.map(serializeManifest)).toEqual(objects.map((object) => Yaml.stringify(object)));
  });
});
