import { describeCluster } from '@atoll/cluster/testing';
import { expect, it } from 'vitest';
import type { ExecutionApiOptions } from '../execution-options.ts';
import { AUDIENCE, startTestApi, type TestApi } from '../testing/start-test-api.ts';
import type { ReviewToken } from './create-token-review.ts';

const REGION = '/v1/regions/eu-west-1';
const HEAL = `${REGION}/drift/cart-5d1c/heal`;

interface Review {
  readonly status: {
    readonly authenticated?: boolean;
    readonly user?: { readonly username?: string; readonly groups?: readonly string[] };
    readonly audiences?: readonly string[];
  };
}

describeCluster('tokens of a real API server', {}, (getCluster) => {
  const reviewToken: ReviewToken = async (token, audiences) => {
    const body = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token, audiences },
    };
    const answer = await getCluster().request('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
      body,
    });
    if (answer.status !== 201) return 'unavailable';
    const { status } = answer.json as Review;
    return {
      authenticated: status.authenticated === true,
      username: status.user?.username ?? '',
      groups: status.user?.groups ?? [],
      audiences: status.audiences ?? [],
    };
  };

  const withReview = (namespace: string, review: ReviewToken) => (options: ExecutionApiOptions) => ({
    ...options,
    authentication: {
      audiences: options.authentication.audiences,
      reviewToken: review,
      groups: { viewer: [`system:serviceaccounts:${namespace}`], operator: ['operators'] },
    },
  });

  async function createAccount(namespace: string): Promise<string> {
    const metadata = { name: namespace };
    await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata });
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await create(accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader' } });
    return `${accounts}/reader`;
  }

  async function create(path: string, body: object): Promise<unknown> {
    const answer = await getCluster().request('POST', path, { body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json;
  }

  async function requestToken(account: string, audience: string): Promise<string> {
    const spec = { audiences: [audience], expirationSeconds: 600 };
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
    return ((await create(`${account}/token`, body)) as { status: { token: string } }).status.token;
  }

  async function withApi(
    namespace: string,
    review: ReviewToken,
    use: (api: TestApi) => Promise<void>,
  ): Promise<void> {
    const api = await startTestApi(withReview(namespace, review));
    try {
      await use(api);
    } finally {
      await api.close();
    }
  }

  it('for the audience of the region read, and do no more than their group may', async () => {
    const token = await requestToken(await createAccount('right'), AUDIENCE);

    await withApi('right', reviewToken, async (api) => {
      expect((await api.send(REGION, { token })).status).toBe(200);
      expect((await api.send(HEAL, { method: 'POST', token })).status).toBe(403);
      expect(api.answered[0]?.actor).toBe('user:system:serviceaccount:right:reader');
    });
  });

  it('for another audience, and for the API server itself, are answered by 403', async () => {
    const account = await createAccount('wrong');

    await withApi('wrong', reviewToken, async (api) => {
      for (const audience of ['https://other.example', 'https://kubernetes.default.svc']) {
        const answer = await api.send(REGION, { token: await requestToken(account, audience) });

        expect(answer, audience).toMatchObject({ status: 403, json: { code: 'ERR_EXECUTION_AUDIENCE' } });
      }
    });
  });

  it('of an account that is gone are answered by 401, also those for another audience', async () => {
    const account = await createAccount('gone');
    const tokens = [
      await requestToken(account, AUDIENCE),
      await requestToken(account, 'https://other.example'),
    ];
    await getCluster().request('DELETE', account);

    await withApi('gone', reviewToken, async (api) => {
      for (const token of tokens) {
        // The API server looks accounts up in a cache that follows the deletion.
        await expect
          .poll(async () => (await api.send(REGION, { token })).status, { timeout: 30_000 })
          .toBe(401);
      }
    });
  });

  it('of which a byte was changed, and of no form, are answered by 401', async () => {
    const token = await requestToken(await createAccount('forged'), AUDIENCE);

    await withApi('forged', reviewToken, async (api) => {
      for (const forged of [`${token.slice(0, -4)}AAAA`, 'opaque']) {
        expect((await api.send(REGION, { token: forged })).status).toBe(401);
      }
    });
  });

  it('are answered by 503 while the API server cannot be asked', async () => {
    const token = await requestToken(await createAccount('away'), AUDIENCE);
    const refuse: ReviewToken = () => Promise.reject(new Error('connect ECONNREFUSED'));

    await withApi('away', refuse, async (api) => {
      expect((await api.send(REGION, { token })).status).toBe(503);
    });
  });
});
