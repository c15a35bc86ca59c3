import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

import type { KindDefinition } from './kind-definition.ts';
import { ObjectNamespaceError } from './object-namespace-error.ts';
import { ObjectNotPlainError } from './object-not-plain-error.ts';
import { TypedObject } from './typed-object.ts';

interface WidgetSpec {
  readonly region: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const WIDGET: KindDefinition<WidgetSpec> = toDefinition('Widget', true);
const ANYTHING: KindDefinition<unknown> = toDefinition('Anything', true);
const CLUSTER_WIDE: KindDefinition<unknown> = toDefinition('ClusterWide', false);

const PLAIN_SPECS: readonly (readonly [string, unknown])[] = [
  ['keys in any order', { b: 1, a: { d: true, c: 'x' } }],
  ['numbers as keys', { '10': 1, '9': 2, a: 3 }],
  ['undefined and null fields', { a: undefined, b: null, c: { d: undefined } }],
  ['empty objects and lists', { a: {}, b: [], c: [{}, []] }],
  ['lists in lists', { a: [[1, 2], [{ z: 1, y: 2 }]] }],
  ['falsy values', { a: 0, b: '', c: false, d: -1.5 }],
  ['an empty spec', {}],
  ['no spec', undefined],
];

describe(TypedObject, () => {
  it.each(PLAIN_SPECS)('renders the bytes of ApiObject: %s', (_title, spec) => {
    expect(JSON.stringify(renderTyped(spec))).toBe(JSON.stringify(renderByCdk8s(spec)));
  });

  it('renders the bytes of ApiObject for every plain value', () => {
    const key = fc.string().filter((text) => text !== '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, fc.option(tie('value'), { nil: undefined }), {
          maxKeys: 5,
          noNullPrototype: true,
        }),
      ),
    }));

    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (spec) => {
        expect(JSON.stringify(renderTyped(spec))).toBe(JSON.stringify(renderByCdk8s(spec)));
      }),
    );
  });

  it('renders apiVersion, kind, metadata and spec in this order, with the chart’s labels', () => {
    const chart = new Chart(new App(), 'chart', { labels: { z: '1' }, disableResourceNameHashes: true });
    const labels = { a: '2' };

    const actual = new TypedObject(chart, 'w', WIDGET, {
      name: 'wheel',
      namespace: 'region-a',
      labels,
      annotations: {},
      spec: { tags: { b: 'c' }, region: 'north' },
    }).toJson();

    expect(JSON.stringify(actual)).toBe(
      '{"apiVersion":"example.org/v1","kind":"Widget","metadata":{"labels":{"a":"2","z":"1"},"name":"wheel","namespace":"region-a"},"spec":{"region":"north","tags":{"b":"c"}}}',
    );
  });

  it('renders labels and patches that are added later', () => {
    const object = createWidget();

    object.metadata.addLabel('late', 'yes');
    object.addJsonPatch(JsonPatch.add('/spec/tags', { x: 'y' }));

    expect(object.toJson()).toMatchObject({
      metadata: { labels: { late: 'yes' } },
      spec: { region: 'north', tags: { x: 'y' } },
    });
  });

  it('gives a copy, so that changing it changes nothing else', () => {
    const tags = { a: 'b' };
    const object = new TypedObject(createChart(), 'w', WIDGET, {
      name: 'w',
      namespace: 'n',
      spec: { region: 'r', tags },
    });

    const { spec } = object.toJson() as { spec: { tags: Record<string, string> } };
    spec.tags['a'] = 'changed';

    expect(tags).toEqual({ a: 'b' });
  });

  it.each<[string, unknown, string, string]>([
    ['a token', { a: { b: Lazy.any({ produce: () => 1 }) } }, 'spec.a.b', 'an instance of Lazy'],
    ['a date', { a: [new Date(0)] }, 'spec.a[0]', 'an instance of Date'],
    ['a map', { 'a/b': new Map() }, 'spec["a/b"]', 'an instance of Map'],
    ['a function', { a: () => 1 }, 'spec.a', 'a function'],
    ['a big integer', { a: 1n }, 'spec.a', 'a bigint'],
    ['not a number', { a: Number.NaN }, 'spec.a', 'NaN'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, 'spec.a', 'Infinity'],
    ['a hole in a list', { a: ['x', undefined] }, 'spec.a[1]', 'undefined'],
    ['null in a list', { a: [null] }, 'spec.a[0]', 'null'],
  ])('refuses %s and names its place', (_title, spec, path, found) => {
    const object = new TypedObject(createChart(), 'w', ANYTHING, { name: 'w', namespace: 'n', spec });

    expect(() => object.toJson()).toThrow(new ObjectNotPlainError(path, found));
  });

  it('refuses a namespaced object without a namespace', () => {
    const create = (): unknown => new TypedObject(createChart(), 'w', ANYTHING, { name: 'w', spec: {} });

    expect(create).toThrow(new ObjectNamespaceError('Anything w', true));
  });

  it('refuses a cluster-scoped object with a namespace', () => {
    const create = (): unknown =>
      new TypedObject(createChart(), 'w', CLUSTER_WIDE, { name: 'w', namespace: 'n', spec: {} });

    expect(create).toThrow(new ObjectNamespaceError('ClusterWide w', false));
  });

  it('takes the namespace of the chart for namespaced kinds only', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'from-chart' });
    const namespaced = new TypedObject(chart, 'a', ANYTHING, { name: 'a', spec: {} });
    const clusterWide = new TypedObject(chart, 'b', CLUSTER_WIDE, { name: 'b', spec: {} });
    clusterWide.addJsonPatch(JsonPatch.add('/spec/x', 1));

    expect(namespaced.toJson()).toMatchObject({ metadata: { name: 'a', namespace: 'from-chart' } });
    expect(clusterWide.toJson()).toMatchObject({ metadata: { name: 'b' }, spec: { x: 1 } });
    expect(clusterWide.toJson()['metadata']).not.toHaveProperty('namespace');
  });

  it('infers the type of spec from the definition', () => {
    expectTypeOf(createWidget()).toEqualTypeOf<TypedObject<WidgetSpec>>();
    expectTypeOf(createWidget().spec).toEqualTypeOf<WidgetSpec>();
  });
});

function toDefinition<Spec>(kind: string, namespaced: boolean): KindDefinition<Spec> {
  const plural = `${kind.toLowerCase()}s`;
  return { group: 'example.org', version: 'v1', apiVersion: 'example.org/v1', kind, plural, namespaced };
}

function createChart(): Chart {
  return new Chart(new App(), 'chart');
}

function createWidget(): TypedObject<WidgetSpec> {
  return new TypedObject(createChart(), 'w', WIDGET, {
    name: 'w',
    namespace: 'n',
    spec: { region: 'north' },
  });
}

function renderTyped(spec: unknown): unknown {
  return new TypedObject(createChart(), 'o', ANYTHING, { name: 'o', namespace: 'n', spec }).toJson();
}

function renderByCdk8s(spec: unknown): unknown {
  const { apiVersion, kind } = ANYTHING;
  return new ApiObject(createChart(), 'o', {
    apiVersion,
    kind,
    metadata: { name: 'o', namespace: 'n' },
    spec,
  }).toJson();
}
