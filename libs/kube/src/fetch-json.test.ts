import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchJson } from './fetch-json.ts';
import type { KubeError } from './kube-error.ts';

const list = { group: '', version: 'v1', plural: 'services', namespace: 'ingress' };
const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** Answers every connection with the given bytes, which are no Kubernetes API's; absent: never answers. */
async function listen(answer?: string): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    if (answer !== undefined) socket.once('data', () => socket.end(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function configFor(server: string, user: object = {}, skipTLSVerify = true): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'c', server, skipTLSVerify }, { name: 'u', ...user });
  return config;
}

function fetchFrom(
  server: string,
  options: { readonly config?: KubeConfig; readonly timeoutMs?: number } = {},
) {
  return fetchJson('/api/v1/x', {
    config: configFor(server),
    asked: { list, server, context: 'main' },
    ...options,
  });
}

async function catchKubeError(answer: Promise<unknown>): Promise<KubeError> {
  return answer.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: KubeError) => error,
  );
}

describe('fetchJson', () => {
  it('gives up on a server that accepts the connection and says nothing', async () => {
    const server = await listen();

    const error = await catchKubeError(fetchFrom(server, { timeoutMs: 50 }));

    expect(error.code).toBe('ERR_KUBE_UNREACHABLE');
    expect(error.message).toContain('cannot be reached: no answer within 0.05 s.');
  });

  it('gives up on a server that starts an answer and never ends it', async () => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"items":[');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const error = await catchKubeError(fetchFrom(`http://127.0.0.1:${port}`, { timeoutMs: 50 }));

    expect(error.message).toContain('cannot be reached: no answer within 0.05 s.');
  });

  it('says that nothing listens', async () => {
    const server = await listen();
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));

    const error = await catchKubeError(fetchFrom(server));

    expect(error.code).toBe('ERR_KUBE_UNREACHABLE');
    expect(error.message).toContain('cannot be reached: nothing listens there (ECONNREFUSED).');
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an object that is no list', '{"kind":"Status"}'],
    ['a number', '5'],
  ])('refuses %s as the answer', async (_what, body) => {
    const server = await listen(
      `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );

    const error = await catchKubeError(fetchFrom(server));

    expect({ code: error.code, message: error.message }).toEqual({
      code: 'ERR_KUBE_RESPONSE',
      message: `${server} (context main) answered with something else than a list: is it the API server of a Kubernetes cluster?`,
    });
  });

  it('names the program that gives the credentials, not what it said', async () => {
    const exec = {
      command: 'node',
      args: ['-e', 'console.error("s3cr3t"); process.exit(3)'],
      apiVersion: 'v1',
    };
    const server = await listen();

    const error = await catchKubeError(fetchFrom(server, { config: configFor(server, { exec }) }));

    expect({ code: error.code, message: error.message, cause: error.cause }).toEqual({
      code: 'ERR_KUBE_UNAUTHORIZED',
      message:
        'The program node, which gives the credentials of the context "main", failed. Run it by hand to see why.',
      cause: undefined,
    });
  });

  it('names the file of a certificate that is not there', async () => {
    const server = await listen();
    const config = configFor(server, { certFile: '/nowhere/client.crt' });

    const error = await catchKubeError(fetchFrom(server, { config }));

    expect({ code: error.code, message: error.message }).toEqual({
      code: 'ERR_KUBE_CONFIG',
      message:
        'The credentials of the context "main" cannot be used: /nowhere/client.crt cannot be read (ENOENT).',
    });
  });

  it('sends nothing over a connection without TLS', async () => {
    const server = await listen();

    const error = await catchKubeError(fetchFrom(server, { config: configFor(server, {}, false) }));

    expect({ code: error.code, message: error.message }).toEqual({
      code: 'ERR_KUBE_CONFIG',
      message: `The server ${server} of the context "main" is reached without TLS, which is refused; use https.`,
    });
    expect(sockets).toEqual([]);
  });
});
