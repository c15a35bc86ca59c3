import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

import { type Direction, Wire } from './wire.ts';

const BOTH: readonly Direction[] = ['toServer', 'toClient'];

/** A TCP proxy on 127.0.0.1 that breaks connections on demand; TLS passes through it. */
export interface FaultProxy {
  /** Address to use instead of the server's. */
  readonly url: string;
  /** Resets every connection now; new ones pass. */
  cut(): void;
  /** Resets each connection that stands once it has given its client that many more bytes: in the middle of a line. */
  cutAfter(bytes: number): void;
  /** Lets nothing pass, on new connections too, and closes nothing. Default: both directions. */
  freeze(direction?: Direction): void;
  /** Ends the freeze; what waited passes. */
  thaw(): void;
  /** Holds every chunk back for so long, in ms; 0 ends it. */
  delay(ms: number): void;
  /** Takes no further connection: the port is closed. */
  refuse(): void;
  /** Takes connections again, on the same port. */
  accept(): Promise<void>;
  /** Connections that stand. */
  readonly size: number;
  /** Connections so far. */
  readonly opened: number;
  /** Age of the connection that stands longest, in ms; 0 without one. */
  readonly oldestMs: number;
  stop(): Promise<void>;
}

/** How the proxy treats connections from the start. */
export interface FaultProxyOptions {
  /** Resets a connection on which nothing passes for so long, in ms. */
  readonly idleMs?: number;
}

/**
 * Starts a proxy in front of a server.
 *
 * @param target URL of the server, such as the `url` of a cluster
 */
export async function startFaultProxy(target: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const proxy = new TcpProxy(new URL(target), options);
  await proxy.accept();
  return proxy;
}

class TcpProxy implements FaultProxy {
  opened = 0;
  readonly #wires = new Set<Wire>();
  readonly #frozen = new Set<Direction>();
  readonly #server: Server;
  #delayMs = 0;
  /** 0 until the system has chosen. */
  #port = 0;

  constructor({ hostname: host, port }: URL, { idleMs }: FaultProxyOptions) {
    this.#server = createServer({ allowHalfOpen: true }, (client) => {
      this.opened += 1;
      const wire = new Wire({
        client,
        server: { host, port: Number(port) },
        faults: () => ({ frozen: this.#frozen, delayMs: this.#delayMs, idleMs }),
        onClose: () => this.#wires.delete(wire),
      });
      this.#wires.add(wire);
    });
  }

  get url(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  get size(): number {
    return this.#wires.size;
  }

  get oldestMs(): number {
    const now = performance.now();
    return Math.max(0, ...[...this.#wires].map(({ openedAt }) => now - openedAt));
  }

  cut(): void {
    for (const wire of [...this.#wires]) wire.reset();
  }

  cutAfter(bytes: number): void {
    for (const wire of this.#wires) wire.resetAfter(bytes);
  }

  freeze(direction?: Direction): void {
    for (const each of direction === undefined ? BOTH : [direction]) this.#frozen.add(each);
    for (const wire of this.#wires) wire.resume();
  }

  thaw(): void {
    this.#frozen.clear();
    for (const wire of this.#wires) wire.resume();
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** The port is free at once, while connections stand; the server's own word comes only with the last of them. */
  refuse(): void {
    if (this.#server.listening) this.#server.close();
  }

  async accept(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening && this.#wires.size === 0) return;
    const closed = once(this.#server, 'close');
    this.refuse();
    this.cut();
    await closed;
  }
}
