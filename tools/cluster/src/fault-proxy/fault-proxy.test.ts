import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './fault-proxy.ts';

const WAIT = { timeout: 10_000, interval: 5 };

describe('a fault proxy', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).toReversed()) await clean();
  });

  /** An echo server and a proxy in front of it. */
  async function start(options: FaultProxyOptions = {}): Promise<FaultProxy> {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(() => server.close());
    const { port } = server.address() as { readonly port: number };
    const proxy = await startFaultProxy(`http://127.0.0.1:${port}`, options);
    cleanups.push(() => proxy.stop());
    return proxy;
  }

  interface Client {
    readonly socket: Socket;
    readonly received: () => string;
    readonly ended: () => string | undefined;
  }

  async function open(proxy: FaultProxy): Promise<Client> {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    let received = '';
    let ended: string | undefined;
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => (ended = error.code));
    socket.on('close', () => (ended ??= 'closed'));
    cleanups.push(() => socket.destroy());
    await once(socket, 'connect');
    return { socket, received: () => received, ended: () => ended };
  }

  it('passes bytes in both directions', async () => {
    const { socket, received } = await open(await start());
    socket.write('hello');
    await expect.poll(received, WAIT).toBe('hello');
  });

  it('resets the connections that stand, and takes new ones', async () => {
    const proxy = await start();
    const first = await open(proxy);
    first.socket.write('one');
    await expect.poll(first.received, WAIT).toBe('one');

    proxy.cut();

    await expect.poll(first.ended, WAIT).toBe('ECONNRESET');
    const second = await open(proxy);
    second.socket.write('two');
    await expect.poll(second.received, WAIT).toBe('two');
    expect(proxy).toMatchObject({ size: 1, opened: 2 });
  });

  it('resets after a number of bytes, which arrive', async () => {
    const proxy = await start();
    const { socket, received, ended } = await open(proxy);
    socket.write('ab');
    await expect.poll(received, WAIT).toBe('ab');

    proxy.cutAfter(3);
    socket.write('cdefgh');

    await expect.poll(ended, WAIT).toBe('ECONNRESET');
    expect(received()).toBe('abcde');
  });

  it.each([undefined, 'toServer', 'toClient'] as const)(
    'lets nothing pass while frozen (%s), and everything afterwards',
    async (direction) => {
      const proxy = await start();
      const client = await open(proxy);
      client.socket.write('one');
      await expect.poll(client.received, WAIT).toBe('one');

      proxy.freeze(direction);
      client.socket.write('two');
      const other = await open(proxy);
      other.socket.write('three');
      await expect.poll(() => client.socket.writableLength + other.socket.writableLength, WAIT).toBe(0);
      expect([client.received(), other.received(), client.ended()]).toStrictEqual(['one', '', undefined]);
      proxy.thaw();

      await expect.poll(client.received, WAIT).toBe('onetwo');
      await expect.poll(other.received, WAIT).toBe('three');
    },
  );

  it('closes its port and opens the same one again', async () => {
    const proxy = await start();
    proxy.refuse();
    await expect(open(proxy)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    await proxy.accept();

    const { socket, received } = await open(proxy);
    socket.write('again');
    await expect.poll(received, WAIT).toBe('again');
  });

  it('holds bytes back and keeps their order, the end included', async () => {
    const proxy = await start();
    proxy.delay(20);
    const { socket, received, ended } = await open(proxy);
    socket.write('one');
    await expect.poll(received, WAIT).toBe('one');
    socket.end('two');

    await expect.poll(ended, WAIT).toBe('closed');
    expect(received()).toBe('onetwo');
  });

  it('resets a connection on which nothing passes', async () => {
    const { ended } = await open(await start({ idleMs: 50 }));

    await expect.poll(ended, WAIT).toBe('ECONNRESET');
  });
});
