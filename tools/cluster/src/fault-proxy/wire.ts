import { connect, type Socket } from 'node:net';

/** Which way bytes go. */
export type Direction = 'toServer' | 'toClient';

/** What happens to the bytes of every wire, read anew for each chunk. */
export interface WireFaults {
  /** Directions in which nothing passes; nothing is closed. */
  readonly frozen: ReadonlySet<Direction>;
  /** How long a chunk is held back, in ms. */
  readonly delayMs: number;
  /** A wire on which nothing passes for so long is reset, as a load balancer does; in ms. */
  readonly idleMs: number | undefined;
}

/** Where a wire leads. */
export interface WireEnds {
  readonly client: Socket;
  readonly server: { readonly host: string; readonly port: number };
  readonly faults: () => WireFaults;
  readonly onClose: () => void;
}

/** One connection between a client and a server, through us. */
export class Wire {
  readonly openedAt = performance.now();
  readonly #ends: WireEnds;
  readonly #upstream: Socket;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Until the reset that was asked for. */
  #bytesLeft = Number.POSITIVE_INFINITY;

  constructor(ends: WireEnds) {
    this.#ends = ends;
    const { client, server } = ends;
    this.#upstream = connect({ port: server.port, host: server.host, allowHalfOpen: true });
    this.#join('toServer', client, this.#upstream);
    this.#join('toClient', this.#upstream, client);
    this.resume();
  }

  /** Ends both sides with a TCP reset. */
  reset(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#ends.client.resetAndDestroy();
    this.#upstream.resetAndDestroy();
  }

  /** Resets as soon as that many more bytes went to the client. */
  resetAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  /** Reads on where nothing is frozen, and stops where something is. */
  resume(): void {
    const { client, faults } = this.#ends;
    for (const [direction, from] of [
      ['toServer', client],
      ['toClient', this.#upstream],
    ] as const) {
      if (faults().frozen.has(direction)) from.pause();
      else from.resume();
    }
  }

  #join(direction: Direction, from: Socket, to: Socket): void {
    from.on('data', (chunk) => this.#later(() => this.#forward(direction, to, chunk)));
    from.on('error', () => to.destroy());
    from.on('end', () => this.#later(() => to.end()));
    from.on('timeout', () => this.reset());
    from.on('close', () => {
      this.#later(() => to.destroy());
      this.#ends.onClose();
    });
    const { idleMs } = this.#ends.faults();
    if (idleMs !== undefined) from.setTimeout(idleMs);
  }

  #later(act: () => void): void {
    const { delayMs } = this.#ends.faults();
    if (delayMs === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }

  #forward(direction: Direction, to: Socket, chunk: Buffer): void {
    if (direction === 'toServer') {
      to.write(chunk);
      return;
    }
    const isLast = chunk.length >= this.#bytesLeft;
    const part = chunk.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= part.length;
    to.write(part, () => {
      // What was written must arrive before the reset, which would overtake it.
      if (isLast) setImmediate(() => this.reset());
    });
  }
}
