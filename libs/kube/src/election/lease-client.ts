import type { ElectionClock } from './election-clock.ts';
import { ElectionError } from './election-error.ts';
import type { LeaseConnection, LeaseRequest } from './lease-connection.ts';
import { type LeaseView, parseLease } from './lease-view.ts';

const NOT_FOUND = 404;
const CONFLICT = 409;

/** Where the Lease is and how long a request about it may take. */
export interface LeaseClientSetup {
  readonly connection: LeaseConnection;
  readonly namespace: string;
  readonly name: string;
  readonly timeoutMs: number;
  readonly clock: ElectionClock;
}

/** Reads and writes one Lease. Every request ends in time, also where the connection does not keep to it. */
export class LeaseClient {
  readonly #setup: LeaseClientSetup;
  readonly #path: string;
  #stop = new AbortController();

  constructor(setup: LeaseClientSetup) {
    this.#setup = setup;
    this.#path = `/apis/coordination.k8s.io/v1/namespaces/${setup.namespace}/leases`;
  }

  /** Gives the Lease; undefined if it does not exist. */
  async fetch(): Promise<LeaseView | undefined> {
    try {
      return await this.#send({ method: 'GET', path: `${this.#path}/${this.#setup.name}` });
    } catch (error) {
      if (readStatus(error) === NOT_FOUND) return undefined;
      throw error;
    }
  }

  /** Writes the Lease: a new one, or over the one that was seen, which must not have changed since. */
  apply(lease: Readonly<Record<string, unknown>>, isNew: boolean): Promise<LeaseView> {
    return isNew
      ? this.#send({ method: 'POST', path: this.#path, body: lease })
      : this.#send({ method: 'PUT', path: `${this.#path}/${this.#setup.name}`, body: lease });
  }

  /** Ends the request that is under way. */
  abort(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  async #send(request: LeaseRequest): Promise<LeaseView> {
    const { connection, clock, timeoutMs } = this.#setup;
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stop.signal]);
    const cancel = clock.setTimer(timeoutMs, () => late.abort());
    const { promise, reject } = Promise.withResolvers<never>();
    const giveUp = (): void => reject(this.#toTimeout(request.method));
    signal.addEventListener('abort', giveUp);
    try {
      const { body } = await Promise.race([connection.request({ ...request, timeoutMs, signal }), promise]);
      return this.#parse(body, request.method);
    } finally {
      cancel();
      signal.removeEventListener('abort', giveUp);
    }
  }

  #parse(body: unknown, method: string): LeaseView {
    const lease = parseLease(body);
    if (lease !== undefined) return lease;
    throw new ElectionError(
      'ERR_ELECTION_ANSWER',
      `the answer to ${method} of ${this.#describe()} is no Lease: is it the API server that answers?`,
    );
  }

  #toTimeout(method: string): ElectionError {
    return new ElectionError(
      'ERR_ELECTION_TIMEOUT',
      `${method} of ${this.#describe()} was not answered within ${this.#setup.timeoutMs} ms, or was given up; it is tried again`,
    );
  }

  #describe(): string {
    return `the Lease ${this.#setup.namespace}/${this.#setup.name}`;
  }
}

/** Says whether somebody else has written first, or the Lease is gone: what was seen is out of date. */
export function isOutdated(error: unknown): boolean {
  return readStatus(error) === CONFLICT || readStatus(error) === NOT_FOUND;
}

/** Says whether the server has refused a request, so that it was certainly not carried out. */
export function isRefusal(error: unknown): boolean {
  const status = readStatus(error);
  return status !== undefined && status >= 400 && status < 500;
}

function readStatus(error: unknown): number | undefined {
  const status = (error as { readonly status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? status : undefined;
}
