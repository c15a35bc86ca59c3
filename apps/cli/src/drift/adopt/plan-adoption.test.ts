import type { AdoptableField } from '@atoll/cloud';
import type { Region } from '@atoll/region-model';
import { describe, expect, it } from 'vitest';
import { testRecord } from '../testing/test-record.ts';
import { planAdoption } from './plan-adoption.ts';

const rows: readonly AdoptableField<Region>[] = [
  {
    group: 'apps',
    kind: 'Deployment',
    path: '/spec/replicas',
    field: 'spec.replicas',
    toConfig: (live) => (typeof live === 'number' ? live : undefined),
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: '/spec/minReplicas',
    field: 'spec.replicas',
    toConfig: (live) => live,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: '/spec/forProvider/cidrs',
    field: 'spec.cidrs',
    toConfig: (live) => live,
  },
];

type Changes = NonNullable<Parameters<typeof testRecord>[0]>['status'] extends infer Status
  ? NonNullable<Status extends { changes?: infer List } ? List : never>
  : never;

function plan(changes: Changes, live: unknown = undefined) {
  const record = testRecord({ status: { changes } });
  // No row of these tests looks at the region.
  return planAdoption({ record, rows, region: {} as Region, liveAt: () => live });
}

const absent = { absent: true };

describe(planAdoption, () => {
  it('takes a value from the record', () => {
    expect(plan([{ path: '/spec/replicas', was: { json: '2' }, is: { json: '7' } }])).toStrictEqual({
      fields: [{ path: '/spec/replicas', field: 'spec.replicas', live: 7, value: 7 }],
      unadopted: [],
    });
  });

  it('takes a list whose items changed from the live object, once', () => {
    const changes = [
      { path: '/spec/forProvider/cidrs[=b]', was: absent, is: { json: '"b"' } },
      { path: '/spec/forProvider/cidrs[=c]', was: { json: '"c"' }, is: absent },
    ];

    expect(plan(changes, ['a', 'b'])).toStrictEqual({
      fields: [{ path: '/spec/forProvider/cidrs', field: 'spec.cidrs', live: ['a', 'b'], value: ['a', 'b'] }],
      unadopted: [],
    });
  });

  it("takes what the cloud's status tells as what its spec asks for", () => {
    const changes = [{ path: '/status/atProvider/cidrs', was: absent, is: { json: '["d"]' } }];

    expect(plan(changes).fields).toMatchObject([{ path: '/spec/forProvider/cidrs', value: ['d'] }]);
  });

  it.each([
    ['/spec/paused', { json: 'true' }, 'no field of region.yaml renders it'],
    ['/spec/replicas', { json: '"many"' }, 'no value of spec.replicas renders "many"'],
    ['/spec/replicas', { json: '12345', cut: true }, 'the live value is not there'],
    ['/spec/replicas', absent, 'the live value is not there'],
    ['/spec/replicas', { redacted: 'abc' }, 'the live value is not there'],
  ])('leaves %s that is %j', (path, is, why) => {
    const { fields, unadopted } = plan([{ path, was: { json: '2' }, is }]);

    expect(fields).toStrictEqual([]);
    expect(unadopted).toMatchObject([{ path, why: expect.stringContaining(why) as string }]);
  });

  it('leaves two values that ask for different ones of the same field', () => {
    const { fields, unadopted } = plan([
      { path: '/spec/replicas', was: { json: '2' }, is: { json: '7' } },
      { path: '/spec/minReplicas', was: { json: '2' }, is: { json: '3' } },
    ]);

    expect(fields).toStrictEqual([]);
    expect(unadopted.map(({ path }) => path)).toStrictEqual(['/spec/replicas', '/spec/minReplicas']);
  });

  it('has nothing to take over of an object that is not there', () => {
    const record = testRecord({ status: { class: 'Missing', changes: [] } });

    expect(planAdoption({ record, rows, region: {} as Region, liveAt: () => undefined })).toStrictEqual({
      fields: [],
      unadopted: [{ path: '/', why: 'the object is Missing: there is no live value to take over' }],
    });
  });
});
