import { describe, expect, it } from 'vitest';
import { type HealthPort, type HealthServer, startHealthServer } from './start-health-server.ts';

async function start(port: Partial<HealthPort> = {}): Promise<{ server: HealthServer; url: string }> {
  const whole = { listUnready: () => [], renderMetrics: () => 'up 1\n', ...port };
  const server = await startHealthServer({ host: '127.0.0.1', port: 0 }, whole);
  return { server, url: `http://127.0.0.1:${server.address.port}` };
}

describe('the health server', () => {
  it.each([
    ['/healthz', 200, 'ok\n'],
    ['/readyz', 200, 'ok\n'],
    ['/metrics', 200, 'up 1\n'],
    ['/', 404, 'there are /healthz, /readyz and /metrics\n'],
  ])('answers %s with %i', async (path, status, text) => {
    const { server, url } = await start();
    const answer = await fetch(`${url}${path}`);

    expect([answer.status, await answer.text()]).toStrictEqual([status, text]);
    await server.close();
  });

  it('is alive while it is not ready, and says why it is not', async () => {
    const { server, url } = await start({ listUnready: () => ['no revision of the deploy repository yet'] });
    const ready = await fetch(`${url}/readyz`);

    expect([ready.status, await ready.text()]).toStrictEqual([
      503,
      'no revision of the deploy repository yet\n',
    ]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await server.close();
  });

  it('is alive while its metrics fail or do not come', async () => {
    const { server, url } = await start({ renderMetrics: () => Promise.reject(new Error('secret')) });
    const failed = await fetch(`${url}/metrics`);
    const slow = await start({ renderMetrics: () => new Promise<string>(() => undefined) });
    const stop = new AbortController();
    const pending = fetch(`${slow.url}/metrics`, { signal: stop.signal }).catch(() => 'stopped');

    expect([failed.status, await failed.text()]).toStrictEqual([
      500,
      'this could not be found out; see the log\n',
    ]);
    expect((await fetch(`${slow.url}/healthz`)).status).toBe(200);
    stop.abort();
    expect(await pending).toBe('stopped');
    await Promise.all([server.close(), slow.server.close()]);
  });

  it('takes no other method', async () => {
    const { server, url } = await start();

    expect((await fetch(`${url}/healthz`, { method: 'POST', body: 'x' })).status).toBe(405);
    await server.close();
  });
});
