import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

const REGION = '/v1/regions/eu-west-1';
const HEAL = `${REGION}/drift/cart-5d1c/heal`;
const LIMIT = 65_536;

describe('a rate', () => {
  it('of one address is limited before anybody knows who asks', async () => {
    const api = await startTestApi((options) => ({
      ...options,
      addressRate: { burst: 2, perSecond: 0.001 },
    }));
    await api.send(REGION);
    await api.send(REGION);

    const answer = await api.send(REGION, { token: await api.tokenOf('viewers') });
    await api.close();

    expect(answer).toMatchObject({ status: 429, json: { code: 'ERR_EXECUTION_RATE' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(api.issuer.countFetches()).toBe(0);
  });

  it('of one caller is limited, and another is served', async () => {
    const api = await startTestApi((options) => ({ ...options, callerRate: { burst: 1, perSecond: 0.001 } }));
    const [alice, bob] = [await api.tokenOf('viewers'), await api.tokenOf('viewers', { sub: 'bob' })];

    const statuses = [];
    for (const token of [alice, alice, bob]) statuses.push((await api.send(REGION, { token })).status);
    await api.close();

    expect(statuses).toStrictEqual([200, 429, 200]);
  });
});

describe('a request', () => {
  let api: TestApi;
  let token = '';
  beforeAll(async () => {
    api = await startTestApi((options) => ({
      ...options,
      timeLimits: { headersMs: 150, requestMs: 300, checkEveryMs: 20 },
    }));
    token = await api.tokenOf('operators');
  });
  afterAll(() => api.close());

  const toBody = (bytes: number): string => `{${' '.repeat(bytes - 2)}}`;
  const json = { 'content-type': 'application/json' };

  it('with a body of the limit is served, with one byte more answered by 413', async () => {
    const send = (bytes: number) =>
      api.send(HEAL, { method: 'POST', token, headers: json, body: toBody(bytes) });

    expect((await send(LIMIT)).status).toBe(202);
    expect(await send(LIMIT + 1)).toMatchObject({ status: 413, json: { code: 'ERR_EXECUTION_BODY_SIZE' } });
  });

  it('whose length is not told is answered by 413 at the limit', async () => {
    const headers = { ...json, 'transfer-encoding': 'chunked' };
    const answer = await api.send(HEAL, { method: 'POST', token, headers, body: toBody(LIMIT * 4) });

    expect(answer.status).toBe(413);
  });

  it('with headers of more than 16 KiB is answered by 431', async () => {
    expect(await talk(`GET ${REGION} HTTP/1.1\r\nHost: api\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
  });

  it('whose headers never end is cut off', async () => {
    expect(await talk(`GET ${REGION} HTTP/1.1\r\nHost: api\r\nX: a`)).toMatch(/^(HTTP\/1.1 408 .*|$)/s);
  });

  it('whose body never ends is cut off', async () => {
    const head = `POST ${HEAL} HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${token}\r\nContent-Length: 9\r\n\r\n{`;

    expect(await talk(head)).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that is no HTTP is answered by 400', async () => {
    expect(await talk('HELLO\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });

  it('without a host is answered by 400', async () => {
    expect(await talk(`GET ${REGION} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
  });

  it('of two lengths is answered by 400', async () => {
    const head = `POST ${HEAL} HTTP/1.1\r\nHost: api\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`;

    expect(await talk(`${head}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
  });

  /** Sends bytes over TLS and gives what comes until the server closes. */
  async function talk(bytes: string): Promise<string> {
    const port = Number(new URL(api.url).port);
    const socket = connect({ port, host: '127.0.0.1', ca: api.certificate.certificate });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    return text;
  }
});
