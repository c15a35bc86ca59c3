import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { planFields } from './plan-fields.ts';

const judge = { planning: undefined, window: undefined };

describe('a secret', () => {
  it.each([
    [
      'value of a Secret',
      toObject('Secret', { data: { token: 'b2xk' } }),
      toObject('Secret', { data: { token: 'bmV3' } }),
      'data.token',
    ],
    [
      'value that comes',
      toObject('Secret', {}),
      toObject('Secret', { stringData: { a: 'new' } }),
      'stringData',
    ],
    [
      'password in a spec',
      toObject('X', { spec: { password: 'old' } }),
      toObject('X', { spec: { password: 'new' } }),
      'spec.password',
    ],
    ['block with a password', toObject('X', {}), toObject('X', { spec: { adminPassword: 'new' } }), 'spec'],
    [
      'key in a document',
      toObject('X', { spec: { v: '{"privateKey":"old"}' } }),
      toObject('X', { spec: { v: '{"privateKey":"new"}' } }),
      'spec.v › privateKey',
    ],
  ])('is not in the plan: %s', (_title, before, after, path) => {
    const changes = planFields({ before, after }, judge);

    expect(changes).toStrictEqual([{ path, isSecret: true }]);
    expect(JSON.stringify(changes)).not.toMatch(/old|new|b2xk|bmV3/);
  });

  it.each([
    [
      'a reference',
      { spec: { passwordSecretRef: { name: 'a' } } },
      { spec: { passwordSecretRef: { name: 'b' } } },
    ],
    ['a switch', { spec: { manageMasterUserPassword: false } }, { spec: { manageMasterUserPassword: true } }],
  ])('is not what only names one: %s', (_title, before, after) => {
    const [change] = planFields({ before: toObject('X', before), after: toObject('X', after) }, judge);

    expect(change).toHaveProperty('to');
  });
});

function toObject(kind: string, fields: object): RenderedObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...fields };
}
