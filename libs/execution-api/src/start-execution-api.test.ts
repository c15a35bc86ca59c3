import { connect } from 'node:net';
import { copyFile } from 'node:fs/promises';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionApiOptions } from './execution-options.ts';
import { routeTable } from './routes/route-table.ts';
import { createCertificate } from './testing/create-certificate.ts';
import { sampleDrift } from './testing/memory-port.ts';
import { startTestApi, type TestApi } from './testing/start-test-api.ts';

const REGION = '/v1/regions/eu-west-1';
const DRIFT = `${REGION}/drift/${sampleDrift.id}`;
const JSON_BODY = { 'content-type': 'application/json' };

describe('the Execution API', () => {
  let api: TestApi;
  let viewer = '';
  let operator = '';
  beforeAll(async () => {
    api = await startTestApi();
    viewer = await api.tokenOf('viewers');
    operator = await api.tokenOf('operators');
  });
  afterAll(() => api.close());

  it('serves a document that describes every operation of the table, to anybody', async () => {
    const { status, json } = await api.send('/openapi.json');

    expect(status).toBe(200);
    expect(json).toMatchObject({ openapi: '3.1.1', info: { version: 'test' } });
    const paths = json['paths'] as Record<string, Record<string, { operationId: string }>>;
    expect(
      Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId)),
    ).toStrictEqual(routeTable.map(({ operationId }) => operationId));
  });

  it.each([
    ['the region', REGION, { name: 'eu-west-1', phase: 'Ready' }],
    ['its drift', `${REGION}/drift`, { items: [{ id: sampleDrift.id }] }],
    ['its drift of a class', `${REGION}/drift?class=Missing`, { items: [] }],
    ['one drifted object', DRIFT, { id: sampleDrift.id, class: 'Modified' }],
    [
      'its audit log',
      `${REGION}/audit?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&limit=5`,
      { items: [] },
    ],
  ])('gives %s to a viewer', async (_what, path, expected) => {
    const answer = await api.send(path, { token: viewer });

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(expected);
  });

  it.each([
    ['acknowledge', '{"comment":"seen"}', 200, { comment: 'seen' }],
    ['acknowledge', '', 200, {}],
    ['ignore', '{"until":"2026-12-01T00:00:00Z","reason":"INC-42"}', 200, { reason: 'INC-42' }],
    ['heal', '{"allowDisruptive":true}', 202, { allowDisruptive: true }],
  ])(
    'lets an operator %s, with the body %s, and tells the agent who it was',
    async (act, body, status, expected) => {
      const request = { method: 'POST', token: operator, headers: JSON_BODY, body };
      const answer = await api.send(`${DRIFT}/${act}`, request);

      expect(answer.status).toBe(status);
      expect(api.acts.at(-1)).toStrictEqual({
        name: act,
        region: 'eu-west-1',
        id: sampleDrift.id,
        actor: `user:${api.issuer.issuer}#alice`,
        requestId: answer.headers['x-request-id'],
        ...(body === '' ? {} : (JSON.parse(body) as object)),
        ...expected,
      });
    },
  );

  it.each([
    ['a path that there is not', 'GET', '/v1/nothing', '', 404, 'ERR_EXECUTION_ROUTE'],
    ['a path with a percent sign', 'GET', '/v1/regions/eu%2Dwest-1', '', 404, 'ERR_EXECUTION_ROUTE'],
    ['a path that climbs', 'GET', `${REGION}/drift/..`, '', 404, 'ERR_EXECUTION_ROUTE'],
    ['a record that there is not', 'GET', `${REGION}/drift/none`, '', 404, 'ERR_EXECUTION_NOT_FOUND'],
    [
      'an act on a record that there is not',
      'POST',
      `${REGION}/drift/none/heal`,
      '',
      404,
      'ERR_EXECUTION_NOT_FOUND',
    ],
    ['another method', 'DELETE', DRIFT, '', 405, 'ERR_EXECUTION_METHOD'],
    ['a class that there is not', 'GET', `${REGION}/drift?class=Odd`, '', 400, 'ERR_EXECUTION_REQUEST'],
    ['a parameter twice', 'GET', `${REGION}/drift?class=Extra&class=Extra`, '', 400, 'ERR_EXECUTION_REQUEST'],
    ['a parameter that there is not', 'GET', `${REGION}?all=1`, '', 400, 'ERR_EXECUTION_REQUEST'],
    ['a limit that is no number', 'GET', `${REGION}/audit?limit=many`, '', 400, 'ERR_EXECUTION_REQUEST'],
    ['a body that is no JSON', 'POST', `${DRIFT}/heal`, '{', 400, 'ERR_EXECUTION_REQUEST'],
    ['a body of another type', 'POST', `${DRIFT}/heal`, '[]', 400, 'ERR_EXECUTION_REQUEST'],
    ['a field that there is not', 'POST', `${DRIFT}/heal`, '{"force":true}', 400, 'ERR_EXECUTION_REQUEST'],
    ['a body without what is required', 'POST', `${DRIFT}/ignore`, '{}', 400, 'ERR_EXECUTION_REQUEST'],
    [
      'an act on a record that is over',
      'POST',
      `${REGION}/drift/over/heal`,
      '',
      409,
      'ERR_EXECUTION_CONFLICT',
    ],
  ])('answers %s with a problem', async (_what, method, path, body, status, code) => {
    const answer = await api.send(path, { method, token: operator, headers: JSON_BODY, body });

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({
      status,
      code,
      instance: `urn:uuid:${String(answer.headers['x-request-id'])}`,
    });
    expect(answer.headers.allow).toBe(status === 405 ? 'GET' : undefined);
  });

  it('names the field and the rule of a wrong request', async () => {
    const body = '{"until":"tomorrow","reason":"x"}';
    const request = { method: 'POST', token: operator, headers: JSON_BODY, body };
    const { json } = await api.send(`${DRIFT}/ignore`, request);

    expect(json['detail']).toMatch(
      /^the body is wrong: until must match pattern .*; reason must NOT have fewer than 3/,
    );
  });

  it('says nothing of a fault of its own but an id, which the log has too', async () => {
    const answer = await api.send(`${REGION}/drift/broken/heal`, { method: 'POST', token: operator });

    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
    expect(api.warnings.at(-1)).toContain(answer.headers['x-request-id']);
    expect(api.warnings.at(-1)).toContain('memory-port.ts');
    expect(api.warnings.join()).not.toContain('hunter2');
  });

  it('refuses a body that is no JSON by its type', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await api.send(`${DRIFT}/heal`, {
      method: 'POST',
      token: operator,
      headers: form,
      body: 'a=1',
    });

    expect(answer).toMatchObject({ status: 415, json: { code: 'ERR_EXECUTION_MEDIA_TYPE' } });
  });

  it('forbids to keep, frame or sniff every answer, and says that there is only HTTPS', async () => {
    for (const answer of [await api.send(REGION), await api.send(REGION, { token: viewer })]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  it('tells its observer of every answer, without path and token', async () => {
    await api.send(`${REGION}/drift`, { token: viewer });

    await expect
      .poll(() => api.answered.at(-1))
      .toMatchObject({
        method: 'GET',
        operationId: 'listDrift',
        status: 200,
        actor: `user:${api.issuer.issuer}#alice`,
      });
    expect(JSON.stringify(api.answered)).not.toContain(viewer);
  });

  it('does not talk without TLS', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: api\r\n\r\n');
    await once(socket, 'close');

    expect(text).not.toContain('HTTP/1.1');
  });

  it.each([
    ['TLSv1.1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    ['TLSv1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ] as const)('refuses %s by an alert', async (version, code) => {
    const port = Number(new URL(api.url).port);
    const weak = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const socket = connectTls({ port, host: '127.0.0.1', ca: api.certificate.certificate, ...weak });
    const [error] = (await once(socket, 'error')) as [Error & { code?: string }];

    expect(error.code).toBe(code);
  });

  it('takes a renewed certificate without a restart, and keeps the old one while the files do not fit', async () => {
    const { folder, certificate } = api;
    const renewed = await createCertificate(folder, 'renewed');
    await copyFile(renewed.certificateFile, certificate.certificateFile);
    await expect.poll(() => api.warnings.some((line) => line.startsWith('the certificate stays'))).toBe(true);
    expect((await api.send('/openapi.json')).status).toBe(200);

    await copyFile(renewed.keyFile, certificate.keyFile);

    const ask = () =>
      api.send('/openapi.json', { ca: renewed.certificate }).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(ask).toBe(200);
    await expect(api.send('/openapi.json')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(api.warnings.filter((line) => line.startsWith('the certificate stays'))).toHaveLength(1);
  });
});

describe('starting the Execution API', () => {
  async function refusalOf(change: (options: ExecutionApiOptions) => ExecutionApiOptions): Promise<unknown> {
    return startTestApi(change).then(
      async (api) => {
        await api.close();
        return 'it started';
      },
      (error: unknown) => error,
    );
  }

  const changeAuthentication =
    (change: Partial<ExecutionApiOptions['authentication']>) => (options: ExecutionApiOptions) => ({
      ...options,
      authentication: { ...options.authentication, ...change },
    });

  it.each([
    ['no region', changeAuthentication({ audiences: {} })],
    ['an empty audience', changeAuthentication({ audiences: { 'eu-west-1': '' } })],
    ['one audience for two regions', changeAuthentication({ audiences: { a: 'x', b: 'x' } })],
    ['no group', changeAuthentication({ groups: { viewer: [], operator: [] } })],
    ['keys over plain HTTP', changeAuthentication({ jwt: { issuer: 'x', jwksUrl: 'http://127.0.0.1/' } })],
  ])('is refused with %s', async (_what, change) => {
    expect(await refusalOf(change)).toMatchObject({ code: 'ERR_EXECUTION_OPTIONS' });
  });

  it('is refused without a certificate, and says which file', async () => {
    const refusal = await refusalOf((options) => ({
      ...options,
      tls: { certificateFile: 'a.crt', keyFile: 'a.key' },
    }));

    expect(refusal).toMatchObject({ code: 'ERR_EXECUTION_CERTIFICATE' });
    expect(String(refusal)).toContain('a.crt');
  });

  it('is refused at an address that is taken', async () => {
    const api = await startTestApi();
    const port = Number(new URL(api.url).port);

    const refusal = await refusalOf((options) => ({ ...options, listen: { host: '127.0.0.1', port } }));
    await api.close();

    expect(refusal).toMatchObject({ code: 'ERR_EXECUTION_LISTEN' });
  });
});
