import { describe, expect, it } from 'vitest';
import { compareCase, type LiveCase, toldOf } from '../testing/cloud-case.ts';
import { STRICT } from '../testing/sample-object.ts';

describe('a managed resource that is in the cloud as in Git', () => {
  it.each<[string, object, LiveCase]>([
    ['value by value', { cidr: '10.0.0.0/16' }, { at: { cidr: '10.0.0.0/16' } }],
    ['lists in another order', { zones: ['a', 'b'] }, { at: { zones: ['b', 'a'] } }],
    [
      'items with more in them than was asked for',
      { zones: [{ name: 'a' }, { name: 'b' }] },
      {
        at: {
          zones: [
            { name: 'b', id: 2 },
            { name: 'a', id: 1 },
          ],
        },
      },
    ],
    [
      'a policy as the cloud writes it',
      { policy: '{"Statement":[{"Action":["b","a"],"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}]}' },
      { at: { policy: '{"Statement":{"Principal":{"AWS":"111122223333"},"Action":["a","b"]}}' } },
    ],
    ['what is hidden', { cidr: 'x', forceDestroy: true }, { at: { cidr: 'x' } }],
    ['what is assigned', { cidr: 'x' }, { at: { cidr: 'x', arn: 'arn:1' } }],
    ['a default', { cidr: 'x' }, { at: { cidr: 'x', isPublic: false, isEnabled: true } }],
    ['a nothing that is left out', { cidr: 'x', extra: false, list: [] }, { at: { cidr: 'x' } }],
    ['a reference', { vpcIdRef: { name: 'v' } }, { spec: { vpcId: 'vpc-1' }, at: { vpcId: 'vpc-1' } }],
    [
      'references in a list of maps',
      { rules: [{ vpcIdRef: { name: 'v' } }] },
      {
        spec: { rules: [{ vpcIdRef: { name: 'v' }, vpcId: 'vpc-1' }] },
        at: { rules: [{ vpcId: 'vpc-1', id: 'r' }] },
      },
    ],
    [
      'a secret that is named',
      { passwordSecretRef: { name: 's', key: 'k' }, cidr: 'x' },
      { at: { cidr: 'x' } },
    ],
    [
      'what the provider took over',
      { tags: { Name: 'a' } },
      {
        spec: { tags: { Name: 'a', own: '1' }, tenancy: 'default' },
        at: { tags: { Name: 'a', own: '1' }, tenancy: 'default' },
      },
    ],
    [
      'the object was changed and the cloud follows it: that is its own verdict',
      { cidr: '10.0.0.0/16' },
      { spec: { cidr: '10.9.0.0/16' }, at: { cidr: '10.9.0.0/16' } },
    ],
    [
      'somebody added to the object what the cloud then has',
      { cidr: 'x' },
      { spec: { extra: 'y' }, foreign: ['extra'], at: { cidr: 'x', extra: 'y' } },
    ],
  ])('%s', (_what, git, live) => {
    expect(toldOf(compareCase(git, live))).toStrictEqual(['InSync']);
  });
});

describe('what somebody changed in the cloud', () => {
  it.each<[string, object, LiveCase, readonly string[]]>([
    ['a value', { cidr: 'x' }, { at: { cidr: 'y' } }, ['Modified', '/spec/forProvider/cidr']],
    [
      'a value inside',
      { a: { b: 1, c: 2 } },
      { at: { a: { b: 1, c: 3 } } },
      ['Modified', '/spec/forProvider/a/c'],
    ],
    [
      'what was taken away',
      { cidr: 'x', note: 'y' },
      { at: { cidr: 'x' } },
      ['Modified', '/spec/forProvider/note'],
    ],
    ['a list', { zones: ['a', 'b'] }, { at: { zones: ['a', 'c'] } }, ['Modified', '/spec/forProvider/zones']],
    [
      'an item of a list',
      { rules: [{ port: 1 }, { port: 2 }] },
      { at: { rules: [{ port: 1 }, { port: 3 }] } },
      ['Modified', '/spec/forProvider/rules[1]/port'],
    ],
    [
      'an item more',
      { rules: [{ port: 1 }] },
      { at: { rules: [{ port: 1 }, { port: 3 }] } },
      ['Modified', '/spec/forProvider/rules'],
    ],
    [
      'a rule where Git has none',
      { rules: [] },
      { at: { rules: [{ port: 1 }] } },
      ['Modified', '/spec/forProvider/rules'],
    ],
    [
      'another resource than the one that was named',
      { vpcIdRef: { name: 'v' } },
      { spec: { vpcId: 'vpc-1' }, at: { vpcId: 'vpc-2' } },
      ['Modified', '/spec/forProvider/vpcId'],
    ],
    [
      'what the provider took over',
      { cidr: 'x' },
      { spec: { tenancy: 'default' }, at: { cidr: 'x', tenancy: 'dedicated' } },
      ['Extra', '/spec/forProvider/tenancy'],
    ],
    [
      'a default that was false',
      { cidr: 'x' },
      { at: { cidr: 'x', isPublic: true } },
      ['Extra', '/spec/forProvider/isPublic'],
    ],
    [
      'a default that was true',
      { cidr: 'x' },
      { at: { cidr: 'x', isEnabled: false } },
      ['Extra', '/spec/forProvider/isEnabled'],
    ],
    [
      'a tag more',
      { tags: { Name: 'a' } },
      { at: { tags: { Name: 'a', 'their/own': '1' } } },
      ['Extra', '/spec/forProvider/tags/their~1own'],
    ],
    [
      'a policy',
      { policy: '{"Statement":[{"Action":"a"}]}' },
      { at: { policy: '{"Statement":[{"Action":["a","b"]}]}' } },
      ['Modified', '/spec/forProvider/policy'],
    ],
  ])('is told: %s', (_what, git, live, expected) => {
    const verdict = compareCase(git, live);

    expect(toldOf(verdict)).toStrictEqual(expected);
    expect(verdict.message).toContain('Net a in the cloud');
    expect(verdict.changes.every(({ by }) => by === undefined)).toBe(true);
  });

  it('counts even after the provider has lost its sight, and the message says so', () => {
    const verdict = compareCase(
      { cidr: 'x' },
      {
        at: { cidr: 'y' },
        conditions: [{ type: 'Synced', status: 'False', reason: 'ReconcileError', message: 'no\nway' }],
      },
    );

    expect(verdict).toMatchObject({ class: 'Modified', isSynced: false, isReady: undefined });
    expect(verdict.message).toContain('Synced=False (ReconcileError: no way)');
  });

  it('is no drift where a rule or its bounds say so, by the same path as in the object', () => {
    const [path, match] = ['/spec/forProvider/size', { kind: 'Net' }];
    const live = { at: { size: 7 } };

    const ignore = [{ match, paths: [path], reason: 'a test' }];
    expect(toldOf(compareCase({ size: 3 }, live, { ...STRICT, ignore }))).toStrictEqual(['InSync']);
    expect(
      toldOf(compareCase({ size: 3 }, live, { ...STRICT, elastic: [{ match, path, max: 9 }] })),
    ).toStrictEqual(['InSync']);
    const outside = compareCase({ size: 3 }, live, { ...STRICT, elastic: [{ match, path, max: 5 }] });
    expect(toldOf(outside)).toStrictEqual(['Modified', path]);
    expect(outside.message).toContain('7 is above the most, 5');
  });

  it('shows no secret, neither of a field nor in what the provider says', () => {
    const verdict = compareCase(
      { password: 'hunter2', cidr: 'x' },
      {
        at: { password: 'hunter3', cidr: 'x' },
        conditions: [
          { type: 'Synced', status: 'False', reason: 'ReconcileError', message: 'bad password=hunter4' },
        ],
      },
    );

    expect(JSON.stringify(verdict)).not.toMatch(/hunter/);
    expect(verdict.message).toContain('its message speaks of a secret and is not shown');
  });
});
