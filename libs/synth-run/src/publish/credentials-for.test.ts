import { describe, expect, it } from 'vitest';
import { createCredentialsFor } from './credentials-for.ts';

const ENVIRONMENT = {
  ATOLL_GIT_TOKEN: 'fleet-token',
  ATOLL_GIT_USERNAME: 'robot',
  ATOLL_GIT_TOKEN_GIT_CUSTOMER_EXAMPLE: 'customer-token',
};

describe(createCredentialsFor, () => {
  it.each([
    ['https://git.example.com/fleet.git', { token: 'fleet-token', username: 'robot' }],
    ['https://git.example.com/other.git', { token: 'fleet-token', username: 'robot' }],
    ['https://git-customer.example/region.git', { token: 'customer-token' }],
    ['https://evil.example/fleet.git', undefined],
    ['http://git.example.com/fleet.git', undefined],
    ['https://git.example.com:8443/fleet.git', undefined],
    ['ssh://git@git.example.com/fleet.git', undefined],
    ['git@git.example.com:fleet.git', undefined],
    ['../fleet.git', undefined],
  ])('gives for %s only what belongs to its host', (url, expected) => {
    const credentialsFor = createCredentialsFor(ENVIRONMENT, 'https://git.example.com/fleet.git');

    expect(credentialsFor(url)).toStrictEqual(expected);
  });

  it('sends no token anywhere when the fleet is published to a path', () => {
    expect(
      createCredentialsFor(ENVIRONMENT, '../deploy.git')('https://git.example.com/a.git'),
    ).toBeUndefined();
  });
});
