import { describe, expect, it } from 'vitest';
import { createCredentialsFor } from './credentials-for.ts';

const ENVIRONMENT = {
  ATOLL_GIT_TOKEN: 'fleet-token',
  ATOLL_GIT_USERNAME: 'robot',
  ATOLL_GIT_ORIGIN_CUSTOMER: 'https://git.customer.example',
  ATOLL_GIT_TOKEN_CUSTOMER: 'customer-token',
};

describe(createCredentialsFor, () => {
  it.each([
    ['https://git.example.com/fleet.git', { token: 'fleet-token', username: 'robot' }],
    ['https://git.example.com/other.git', { token: 'fleet-token', username: 'robot' }],
    ['https://git.customer.example/region.git', { token: 'customer-token' }],
    ['https://git-customer.example/region.git', undefined],
    ['https://git-customer-example/region.git', undefined],
    ['https://git.customer.example:8443/region.git', undefined],
    ['http://git.customer.example/region.git', undefined],
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

  it('refuses a token without the host that it is for', () => {
    const environment = { ATOLL_GIT_TOKEN_CUSTOMER: 'customer-token' };

    expect(() => createCredentialsFor(environment, '../deploy.git')).toThrow(
      'ATOLL_GIT_TOKEN_CUSTOMER is set, but ATOLL_GIT_ORIGIN_CUSTOMER does not say for which host: set it to an address such as https://git.example.com.',
    );
  });

  it('sends no token anywhere when the fleet is published to a path', () => {
    expect(
      createCredentialsFor(ENVIRONMENT, '../deploy.git')('https://git.example.com/a.git'),
    ).toBeUndefined();
  });
});
