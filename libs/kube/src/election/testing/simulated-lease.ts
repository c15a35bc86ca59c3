import type { LeaseRequest } from '../lease-connection.ts';

/** A Lease as JSON, as far as tests look at it. */
export interface LeaseJson {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

/** What a server answers. */
export type SimulatedAnswer =
  | { readonly status: number; readonly body: unknown }
  | { readonly error: Error & { readonly status: number } };

/** One Lease with optimistic concurrency. */
export class SimulatedLease {
  #version = 100;
  #stored: LeaseJson | undefined;
  readonly writes: string[] = [];

  get stored(): LeaseJson | undefined {
    return this.#stored;
  }

  /** Changes the Lease past the election, as a person does with kubectl; undefined deletes it. */
  edit(change: (lease: LeaseJson) => LeaseJson | undefined): void {
    if (this.#stored === undefined) throw new Error('there is no Lease to edit');
    const changed = change(this.#stored);
    this.#stored = undefined;
    if (changed !== undefined) this.#store(changed);
  }

  /** Carries a request out. */
  answer({ method, body }: LeaseRequest): SimulatedAnswer {
    const sent = body as LeaseJson;
    if (method === 'GET') return this.#stored === undefined ? fail(404) : { status: 200, body: this.#stored };
    this.writes.push(`${method} ${sent.spec.holderIdentity}`);
    if (method === 'POST') {
      if (this.#stored !== undefined) return fail(409);
      return { status: 201, body: this.#store(sent) };
    }
    if (this.#stored === undefined) return fail(404);
    if (sent.metadata.resourceVersion !== this.#stored.metadata.resourceVersion) return fail(409);
    return { status: 200, body: this.#store(sent) };
  }

  #store(lease: LeaseJson): LeaseJson {
    const isSame =
      JSON.stringify({ ...lease, metadata: { ...lease.metadata, resourceVersion: '' } }) ===
      JSON.stringify({ ...this.#stored, metadata: { ...this.#stored?.metadata, resourceVersion: '' } });
    // A write that changes nothing leaves the version as it is.
    if (isSame && this.#stored !== undefined) return this.#stored;
    this.#version += 1;
    this.#stored = { ...lease, metadata: { ...lease.metadata, resourceVersion: String(this.#version) } };
    return this.#stored;
  }
}

function fail(status: number): { readonly error: Error & { readonly status: number } } {
  return { error: Object.assign(new Error(`answered with ${status}`), { status }) };
}
