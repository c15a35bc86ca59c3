import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type ClientHttp2Stream, connect } from 'node:http2';
import { afterEach, expect, it } from 'vitest';

import { connectApi } from '../api-connection.ts';
import { describeCluster } from '../testing/cluster-fixture.ts';
import type { DecideFault } from './answer-fault.ts';
import { type AnswerProxy, startAnswerProxy } from './answer-proxy.ts';
import { freezeProgram } from './freeze-program.ts';
import { killProgram } from './kill-program.ts';

const WAIT = { timeout: 60_000, interval: 20 };
const WATCH = '/api/v1/namespaces?watch=true&timeoutSeconds=60';

describeCluster('faults of a real API server', { bake: false }, (getCluster) => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).toReversed()) await clean();
  });

  async function start(fault?: DecideFault): Promise<AnswerProxy> {
    const proxy = await startAnswerProxy(getCluster());
    cleanups.push(() => proxy.stop());
    proxy.setFault(fault);
    return proxy;
  }

  interface Opened {
    readonly stream: ClientHttp2Stream;
    readonly text: () => string;
    readonly isEnded: () => boolean;
  }

  function openWatch(url: string): Opened {
    const session = connect(url, { ca: readFileSync(getCluster().caPath) });
    session.on('error', () => undefined);
    cleanups.push(() => session.destroy());
    const stream = session.request({ ':path': WATCH });
    let text = '';
    let isEnded = false;
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.on('end', () => (isEnded = true));
    stream.on('error', () => undefined);
    return { stream, text: () => text, isEnded: () => isEnded };
  }

  it('passes requests and watches through', async () => {
    const proxy = await start();
    const api = connectApi({ url: proxy.url, authority: readFileSync(getCluster().caPath, 'utf8') });
    cleanups.push(() => api.close());

    const created = await api.request('POST', '/api/v1/namespaces', {
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'through' } },
    });
    const { text } = openWatch(proxy.url);

    expect(created.status).toBe(201);
    await expect.poll(text, WAIT).toContain('"name":"through"');
    expect(proxy.requests).toMatchObject([
      { method: 'POST', path: '/api/v1/namespaces', isWatch: false },
      { method: 'GET', path: WATCH, isWatch: true },
    ]);
  });

  it('answers in place of the server', async () => {
    const headers = { 'retry-after': '1' };
    const { url } = await start(() => ({ kind: 'answer', status: 429, headers, body: { code: 429 } }));
    const { stream, text } = openWatch(url);

    const [given] = (await once(stream, 'response')) as [Record<string, unknown>];

    expect(given).toMatchObject({ ':status': 429, 'retry-after': '1' });
    await expect.poll(text, WAIT).toBe('{"code":429}');
  });

  it('changes lines and ends a watch in peace', async () => {
    const changed = await start(() => ({
      kind: 'lines',
      change: (line) => [line.length > 0 ? 'x' : '', 'y'],
    }));
    await expect.poll(openWatch(changed.url).text, WAIT).toMatch(/^x\ny\nx\ny\n/);

    const ended = await start(() => ({ kind: 'end', afterMs: 50 }));
    await expect.poll(openWatch(ended.url).isEnded, WAIT).toBe(true);
  });

  it('freezes the API server and lets it go on', async () => {
    const thaw = freezeProgram(getCluster(), 'apiServer');
    cleanups.push(thaw);
    await expect(
      getCluster().request('GET', '/api/v1/namespaces/default', { signal: AbortSignal.timeout(300) }),
    ).rejects.toMatchObject({ code: 'ERR_CLUSTER_REQUEST' });

    thaw();

    expect(await getCluster().request('GET', '/api/v1/namespaces/default')).toMatchObject({ status: 200 });
  });

  it('kills etcd and starts it again with what it had', async () => {
    const isThere = async () =>
      (
        await getCluster()
          .request('GET', '/api/v1/namespaces/default?timeout=2s')
          .catch(() => undefined)
      )?.status;

    const killed = await killProgram(getCluster(), 'etcd');
    await expect.poll(isThere, WAIT).not.toBe(200);
    const etcd = await killed.startAgain();
    cleanups.push(() => etcd.end('SIGKILL'));

    await expect.poll(isThere, WAIT).toBe(200);
  });
});
