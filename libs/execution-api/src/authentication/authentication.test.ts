import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OTHER_REGION_AUDIENCE, startTestApi, type TestApi } from '../testing/start-test-api.ts';
import type { TestAnswer } from '../testing/send-request.ts';

const REGION = '/v1/regions/eu-west-1';
const PAST_S = 1_700_000_000;

function withJwt(change: object): Parameters<typeof startTestApi>[0] {
  return (options) => {
    const { jwt } = options.authentication;
    return {
      ...options,
      authentication: { ...options.authentication, ...(jwt && { jwt: { ...jwt, ...change } }) },
    };
  };
}

/** A token that is signed with a shared secret. */
function signWithSecret(claims: object, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', kid: 'key-0' })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

describe('a JSON Web Token', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(withJwt({ isRevoked: (id: string) => id === 'leaked' }));
  });
  afterAll(() => api.close());

  const read = (token: string | undefined, path = REGION): Promise<TestAnswer> =>
    api.send(path, token === undefined ? {} : { token });

  it('lets its bearer in', async () => {
    expect((await read(await api.tokenOf('viewers'))).status).toBe(200);
  });

  it('that is missing is answered by 401 with a bare challenge', async () => {
    const answer = await read(undefined);

    expect(answer).toMatchObject({ status: 401, json: { code: 'ERR_EXECUTION_TOKEN_MISSING' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="atoll"');
  });

  it.each<[string, () => Promise<string> | string]>([
    ['that is garbled', () => 'garbled'],
    [
      'of which a byte was changed',
      async () => (await api.tokenOf('viewers')).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
    ],
    ['that has expired', () => api.tokenOf('viewers', { exp: PAST_S })],
    ['that is not valid yet', () => api.tokenOf('viewers', { nbf: 99_999_999_999 })],
    ['that never expires', () => api.tokenOf('viewers', { exp: undefined })],
    ['that names nobody', () => api.tokenOf('viewers', { sub: undefined })],
    ['of another issuer', () => api.tokenOf('viewers', { iss: 'https://other.example' })],
    ['that was revoked', () => api.tokenOf('viewers', { jti: 'leaked' })],
    [
      'that nobody signed',
      async () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await api.tokenOf('viewers')).split('.')[1]}.`,
    ],
    [
      'that is signed with a shared secret',
      () => signWithSecret({ iss: api.issuer.issuer, sub: 'alice', exp: 99_999_999_999 }, 'secret'),
    ],
  ])('%s is answered by 401', async (_what, makeToken) => {
    const answer = await read(await makeToken());

    expect(answer).toMatchObject({ status: 401, json: { code: 'ERR_EXECUTION_TOKEN_INVALID' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="atoll", error="invalid_token"');
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer "a"', `Bearer ${'a'.repeat(9000)}`])(
    'in a header such as %.12s is answered by 401',
    async (authorization) => {
      const answer = await api.send(REGION, { headers: { authorization } });

      expect(answer).toMatchObject({ status: 401, json: { code: 'ERR_EXECUTION_TOKEN_INVALID' } });
    },
  );

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['for another audience', REGION, { aud: 'https://other.example' }, 'ERR_EXECUTION_AUDIENCE'],
    ['for another region', REGION, { aud: OTHER_REGION_AUDIENCE }, 'ERR_EXECUTION_AUDIENCE'],
    ['for a region that there is not', '/v1/regions/nowhere', {}, 'ERR_EXECUTION_AUDIENCE'],
    ['for a region that every object has', '/v1/regions/constructor', {}, 'ERR_EXECUTION_AUDIENCE'],
    ['of a group without a role', REGION, { groups: ['others'] }, 'ERR_EXECUTION_ROLE'],
    ['without groups', REGION, { groups: undefined }, 'ERR_EXECUTION_ROLE'],
  ])('that is genuine but %s is answered by 403', async (_what, path, claims, code) => {
    const answer = await read(await api.tokenOf('viewers', claims), path);

    expect(answer).toMatchObject({ status: 403, json: { code } });
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('for two regions opens both', async () => {
    const token = await api.tokenOf('viewers', {
      aud: [OTHER_REGION_AUDIENCE, 'https://api.eu-west-1.example'],
    });

    expect((await read(token)).status).toBe(200);
    expect((await read(token, '/v1/regions/eu-west-2')).status).toBe(200);
  });

  it('of a viewer may not act, and nothing is done', async () => {
    const token = await api.tokenOf('viewers');
    const answer = await api.send(`${REGION}/drift/cart-5d1c/heal`, { method: 'POST', token });

    expect(answer).toMatchObject({ status: 403, json: { code: 'ERR_EXECUTION_ROLE' } });
    expect(api.acts).toStrictEqual([]);
  });

  it('that is not good learns nothing of the paths', async () => {
    expect((await read(undefined, '/v1/nothing')).status).toBe(401);
  });

  it('of a new key is good as soon as the key set has it', async () => {
    await api.issuer.rotateKey();

    expect((await read(await api.tokenOf('viewers'))).status).toBe(200);
  });
});

describe('a key set', () => {
  it('is fetched once for many tokens', async () => {
    const api = await startTestApi();
    for (let count = 0; count < 5; count += 1)
      await api.send(REGION, { token: await api.tokenOf('viewers') });

    expect(api.issuer.countFetches()).toBe(1);
    await api.close();
  });

  it.each<[string, (api: TestApi) => void]>([
    ['that is answered by 500', (api) => api.issuer.respondWith(500)],
    ['that is no JSON', (api) => api.issuer.respondWith(200, '<html>')],
    ['that is no key set', (api) => api.issuer.respondWith(200, '{}')],
    ['that is larger than any', (api) => api.issuer.respondWith(200, ' '.repeat(300_000))],
  ])('%s makes 503, never 200, and is told to the observer', async (_what, breakIt) => {
    const api = await startTestApi();
    breakIt(api);

    const answer = await api.send(REGION, { token: await api.tokenOf('viewers') });
    await api.close();

    expect(answer).toMatchObject({ status: 503, json: { code: 'ERR_EXECUTION_AUTHENTICATION_UNAVAILABLE' } });
    expect(answer.headers['retry-after']).toBe('5');
    expect(api.warnings.at(-1)).toMatch(/^tokens cannot be checked/);
  });

  it('behind a server that is not the one of its authority makes 503', async () => {
    const api = await startTestApi((options) => {
      const { jwksAuthority: _own, ...jwt } = options.authentication.jwt ?? { issuer: '', jwksUrl: '' };
      return { ...options, authentication: { ...options.authentication, jwt } };
    });

    const answer = await api.send(REGION, { token: await api.tokenOf('viewers') });
    await api.close();

    expect(answer.status).toBe(503);
  });

  it('that is gone makes 503, and a key set that was read before serves on', async () => {
    const api = await startTestApi();
    expect((await api.send(REGION, { token: await api.tokenOf('viewers') })).status).toBe(200);
    await api.issuer.close();

    expect((await api.send(REGION, { token: await api.tokenOf('viewers') })).status).toBe(200);
    await api.issuer.rotateKey();
    expect((await api.send(REGION, { token: await api.tokenOf('viewers') })).status).toBe(503);
    await api.close();
  });
});
