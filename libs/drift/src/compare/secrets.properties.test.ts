import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { renderIgnoreRule } from '../rules/render-ignore-rule.ts';
import { anyTree } from '../testing/arbitrary-tree.ts';
import { judgeSample, type SampleObject, STRICT, toSample, writtenBy } from '../testing/sample-object.ts';
import { editValue, type SchemaTree, toFieldsV1Of, type TreeStep } from '../testing/schema-tree.ts';

/** What must not be seen: letters, digits and what breaks a path. */
const secrets = fc
  .tuple(fc.stringMatching(/^[a-z0-9]{12}$/), fc.constantFrom('', ']x', '[=', '/~1', ',k=v'))
  .map(([text, end]) => `${text}${end}`);

/** A place where a secret stands: the tree around it, and the way to what is taken away or replaced. */
interface SecretPlace {
  readonly steps: readonly TreeStep[];
  readonly treeOf: (secret: string) => SchemaTree;
}

const NAMES = [
  'password',
  'dbPassword',
  'API_KEY',
  'api-key',
  'secretAccessKey',
  'client_secret',
  'accountKey',
  'token',
  'example.com/token',
  'vault.example.com/api-key',
  'tls.private.key',
  'credentials',
  'passphrase',
];

const places: fc.Arbitrary<SecretPlace> = fc.oneof(
  // a field that is called after a secret
  fc.constantFrom(...NAMES).map((field) => ({
    steps: [{ field }],
    treeOf: (secret: string) => mapOf(field, leafOf(secret)),
  })),
  // something below such a field
  fc.constantFrom(...NAMES).map((field) => ({
    steps: [{ field }, { field: 'value' }],
    treeOf: (secret: string) => mapOf(field, mapOf('value', leafOf(secret))),
  })),
  // an environment variable
  fc.constantFrom(...NAMES).map((item) => ({
    steps: [{ field: 'env' }, { item }, { field: 'value' }],
    treeOf: (secret: string): SchemaTree =>
      mapOf('env', { type: 'list', items: new Map([[item, mapOf('value', leafOf(secret))]]) }),
  })),
  // a text that carries its secret with it
  fc
    .constantFrom(
      (secret: string) => `--db-password=${secret}`,
      (secret: string) => `postgres://app:${secret}@db/shop`,
      (secret: string) => ['--token', secret],
      (secret: string) => `{"apiKey": "${secret}"}`,
    )
    .map((write) => ({
      steps: [{ field: 'args' }],
      treeOf: (secret: string) => mapOf('args', leafOf(write(secret))),
    })),
  // what kubectl writes down
  fc.constant({
    steps: [{ field: 'annotations' }, { field: 'kubectl.kubernetes.io/last-applied-configuration' }],
    treeOf: (secret: string) =>
      mapOf(
        'annotations',
        mapOf('kubectl.kubernetes.io/last-applied-configuration', leafOf(`{"data":{"a":"${secret}"}}`)),
      ),
  }),
);

function leafOf(value: unknown): SchemaTree {
  return { type: 'leaf', value };
}

function mapOf(field: string, child: SchemaTree): SchemaTree {
  return { type: 'map', fields: new Map([[field, child]]) };
}

/** Puts a tree under fields beside which others stand. */
function under(fields: readonly string[], inner: SchemaTree): SchemaTree {
  return fields.reduceRight((child, field) => mapOf(field, child), inner);
}

const knowledge = fc.constantFrom('asked' as const, 'not asked' as const);

function toText(sample: SampleObject, live: KubeManifest, how: 'asked' | 'not asked'): string {
  const rules = {
    ...STRICT,
    elastic: [{ match: { kind: sample.desired.kind }, path: '/spec', min: 1, max: 2 }],
  };
  const { apiVersion, kind, metadata } = sample.desired;
  return [STRICT, rules]
    .map((each) => {
      const verdict = judgeSample(sample, live, { knowledge: how, rules: each });
      expect(verdict.class).not.toBe('InSync');
      const rule = renderIgnoreRule({ apiVersion, kind, name: metadata.name, stage: 'platform' }, verdict);
      return JSON.stringify(verdict) + rule;
    })
    .join('');
}

describe('a verdict', () => {
  it('shows no byte of a secret that was changed, taken away or added, at any place and depth', () => {
    const cases = fc.record({
      place: places,
      above: fc.array(fc.constantFrom('template', 'config', 'x'), { maxLength: 2 }),
      was: secrets,
      is: secrets,
      way: fc.constantFrom('changed', 'gone', 'all gone', 'added'),
      how: knowledge,
    });
    fc.assert(
      fc.property(cases, ({ place, above, was, is, way, how }) => {
        fc.pre(was !== is);
        const fields = ['spec', ...above].map((field) => ({ field }));
        const steps = [...fields, ...place.steps];
        const before = toSample(under(above, place.treeOf(was)));
        const after = toSample(under(above, place.treeOf(is)));
        const empty = toSample(under(above, mapOf('other', leafOf('plain'))));
        const [sample, live] =
          way === 'added'
            ? [empty, writtenBy(after.live, 'kubectl-edit', toFieldsV1Of(steps))]
            : way === 'changed'
              ? [before, after.live]
              : [before, editValue(before.live, way === 'gone' ? steps : fields.slice(0, 1), undefined)];

        const text = toText(sample, live as KubeManifest, how);

        for (const secret of [was, is]) expect(text).not.toContain(secret.slice(0, 12));
      }),
      { numRuns: 300 },
    );
  });

  it('shows no byte of an item whose own text is the secret', () => {
    const lists = fc.constantFrom(
      (secret: string): [string, string] => ['tokens', secret],
      (secret: string): [string, string] => ['apiKeys', secret],
      (secret: string): [string, string] => ['args', `--token=${secret}`],
    );
    fc.assert(
      fc.property(lists, secrets, secrets, knowledge, (toItem, was, is, how) => {
        fc.pre(was !== is);
        const [[field, before], [, after]] = [toItem(was), toItem(is)];
        const sample = toSample(mapOf(field, { type: 'set', values: [before] }));
        const steps: readonly TreeStep[] = [{ field: 'spec' }, { field }];
        const edited = editValue(sample.live, steps, [after]) as KubeManifest;
        const live = writtenBy(edited, 'kubectl-edit', toFieldsV1Of([...steps, { value: after }]));

        const text = toText(sample, live, how);

        for (const secret of [was, is]) expect(text).not.toContain(secret.slice(0, 12));
      }),
    );
  });

  it('shows no byte of an item that is known by its secret', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const item = { token: secret, mode: 'a' };
        const key = `k:${JSON.stringify({ token: secret })}`;
        const owned = { 'f:spec': { 'f:clients': { [key]: { '.': {}, 'f:token': {}, 'f:mode': {} } } } };
        const sample = toSample(mapOf('other', leafOf('plain')));
        const put = (object: KubeManifest, items: readonly unknown[]) =>
          ({ ...object, spec: { ...(object['spec'] as object), clients: items } }) as KubeManifest;
        const live = writtenBy(put(sample.live, [item]), 'kubectl-edit', owned);

        expect(toText(sample, live, 'asked')).not.toContain(secret.slice(0, 12));
      }),
    );
  });

  it('shows no digit of a secret number that left its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_999_999 }), knowledge, (pin, how) => {
        const sample = toSample(mapOf('password', leafOf(8_888_888)));
        const live = editValue(sample.live, [{ field: 'spec' }, { field: 'password' }], pin) as KubeManifest;
        fc.pre(pin !== 8_888_888);

        const text = toText(sample, live, how);

        for (const number of [pin, 8_888_888]) expect(text).not.toContain(String(number));
      }),
    );
  });

  it('shows nothing of what stands in a Secret, whatever it is called', () => {
    fc.assert(
      fc.property(anyTree(2), secrets, knowledge, (spec, secret, how) => {
        const sample = toSample(spec, 'Secret');
        const desired = { ...sample.desired, data: { anything: 'YQ==' } };
        const set = { 'f:data': { 'f:other': {} } };
        const live = writtenBy(
          { ...sample.live, data: { anything: 'YQ==', other: secret } },
          'kubectl-edit',
          set,
        );

        const text = toText({ ...sample, desired }, live as KubeManifest, how);

        expect(text).not.toContain(secret.slice(0, 12));
      }),
    );
  });
});
