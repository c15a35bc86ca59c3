import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toSigningKey } from './to-signing-key.ts';

describe(toSigningKey, () => {
  it.each([
    [{ signingFormat: 'openpgp' }, {}, undefined],
    [{ signingFormat: 'openpgp' }, { ATOLL_SIGNING_KEY: '' }, undefined],
    [{ signingFormat: 'openpgp' }, { ATOLL_SIGNING_KEY: 'AB' }, { format: 'openpgp', key: 'AB' }],
    [
      { signingFormat: 'openpgp', signingKey: 'CD' },
      { ATOLL_SIGNING_KEY: 'AB' },
      { format: 'openpgp', key: 'CD' },
    ],
    [{ signingFormat: 'ssh', signingKey: 'id' }, {}, { format: 'ssh', key: resolve('id') }],
  ] as const)('gives for %o and %o the key %o', (options, environment, expected) => {
    expect(toSigningKey(options, environment)).toStrictEqual(expected);
  });
});
