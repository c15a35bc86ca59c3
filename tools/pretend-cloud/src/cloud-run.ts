import type { CloudResource } from './cloud-resource.ts';
import type { DriftOrder } from './drift-order.ts';
import { type Fault, isMet, type ObjectMatch } from './faults.ts';
import { followKind, type KindListener } from './follow-kind.ts';
import { asJsonObject } from './json-object.ts';
import type { KubeClient } from './kube-client.ts';
import type { ManagedKind } from './list-managed-kinds.ts';
import type { ManagedResource } from './managed-resource.ts';
import { type CachedObject, createObjectCache } from './object-cache.ts';
import { type CloudPace, planReconcile } from './plan-reconcile.ts';
import { PretendCloudError } from './pretend-cloud-error.ts';

/** Somebody else wrote meanwhile, or the object is gone: the watch tells, and a turn follows. */
const OVERTAKEN = [404, 409];

/** What a run works with. */
export interface CloudRunOptions {
  readonly client: KubeClient;
  readonly kinds: readonly ManagedKind[];
  readonly namespaces: readonly string[];
  readonly pace: CloudPace;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The state of a pretended cloud and its provider, moved on by `tick`. */
export class CloudRun {
  readonly #options: CloudRunOptions;
  readonly #cache = createObjectCache();
  /** By uid, as are the times. */
  readonly #clouds = new Map<string, CloudResource>();
  readonly #dueAtMs = new Map<string, number>();
  readonly #faults = new Set<Fault>();

  constructor(options: CloudRunOptions) {
    this.#options = options;
  }

  /** Lists and watches until the signal. */
  async follow(): Promise<void> {
    const { kinds, namespaces } = this.#options;
    await Promise.all(
      kinds.flatMap((kind) =>
        namespaces.map((namespace) =>
          followKind({ ...this.#options, kind, namespace }, this.#listenTo(kind, namespace)),
        ),
      ),
    );
  }

  /** Takes one turn for every object that is due. */
  async tick(): Promise<void> {
    const nowMs = this.#options.now();
    const due = [...this.#dueAtMs].filter(([, atMs]) => atMs <= nowMs).map(([uid]) => uid);
    for (const uid of due) {
      const entry = this.#cache.get(uid);
      this.#dueAtMs.delete(uid);
      if (entry !== undefined && !this.#options.signal.aborted) await this.#takeTurn(uid, entry);
    }
  }

  /** Starts a fault; gives what lifts it. */
  inject(fault: Fault): () => void {
    this.#faults.add(fault);
    this.#makeDue(fault.match);
    return () => {
      this.#faults.delete(fault);
      this.#makeDue(fault.match);
    };
  }

  /** @throws PretendCloudError `ERR_PRETEND_NO_RESOURCE` */
  drift({ match, path, value, hold = false }: DriftOrder): void {
    const { now, pace } = this.#options;
    const { uid } = requireOne(this.objects(), match).metadata;
    const cloud = this.#clouds.get(uid);
    if (cloud === undefined || cloud.availableAtMs > now()) throw missing(match, 'is not in the cloud yet');
    const drift = { path: typeof path === 'string' ? path.split('.') : path, value, isHeld: hold };
    this.#clouds.set(uid, { ...cloud, drifts: [...cloud.drifts, drift], nextPollMs: now() + pace.pollMs });
    this.#makeDue(match);
  }

  /** Lets the provider put right what was held, at its next poll. */
  release(match: ObjectMatch): void {
    for (const { metadata } of this.objects().filter((each) => isMet({ match }, each))) {
      const cloud = this.#clouds.get(metadata.uid);
      if (cloud === undefined) continue;
      const drifts = cloud.drifts.map((drift) => ({ ...drift, isHeld: false }));
      this.#clouds.set(metadata.uid, { ...cloud, drifts });
    }
    this.#makeDue(match);
  }

  /** The managed resources as last seen. */
  objects(): readonly ManagedResource[] {
    return this.#cache.all();
  }

  #listenTo(kind: ManagedKind, namespace: string): KindListener {
    const { now, log } = this.#options;
    return {
      onObject: (object) => {
        this.#cache.put(kind, object);
        this.#dueAtMs.set(object.metadata.uid, now());
      },
      onGone: (object) => {
        this.#cache.remove(object);
        this.#forget(object.metadata.uid);
      },
      onList: (objects) => {
        for (const uid of this.#cache.replace(kind, namespace, objects)) this.#forget(uid);
        for (const { metadata } of objects) this.#dueAtMs.set(metadata.uid, now());
      },
      onFault: log,
    };
  }

  #makeDue(match: ObjectMatch): void {
    const nowMs = this.#options.now();
    for (const object of this.objects()) {
      if (isMet({ match }, object)) this.#dueAtMs.set(object.metadata.uid, nowMs);
    }
  }

  #forget(uid: string): void {
    this.#clouds.delete(uid);
    this.#dueAtMs.delete(uid);
  }

  async #takeTurn(uid: string, entry: CachedObject): Promise<void> {
    const { namespace } = entry.object.metadata;
    const plan = planReconcile({
      ...entry,
      cloud: this.#clouds.get(uid),
      faults: [...this.#faults].filter((fault) => isMet(fault, entry.object)),
      find: (kind, name) => this.#cache.find(namespace, kind, name),
      pace: this.#options.pace,
      nowMs: this.#options.now(),
    });
    if (plan.cloud === undefined) this.#clouds.delete(uid);
    else this.#clouds.set(uid, plan.cloud);
    if (plan.wakeAtMs !== undefined) this.#dueAtMs.set(uid, plan.wakeAtMs);
    await write(this.#options, entry, plan);
  }
}

async function write(
  { client, log, signal }: CloudRunOptions,
  { kind, object }: CachedObject,
  { update, statusUpdate }: { readonly update?: ManagedResource; readonly statusUpdate?: ManagedResource },
): Promise<void> {
  const body = update ?? statusUpdate;
  if (body === undefined) return;
  const { namespace, name } = object.metadata;
  const root = `/apis/${kind.group}/${kind.version}/namespaces/${namespace}/${kind.plural}/${name}`;
  const path = `${root}${update === undefined ? '/status' : ''}?fieldManager=provider`;
  try {
    const { status, json } = await client.request('PUT', path, body);
    if (status === 200 || OVERTAKEN.includes(status)) return;
    log(
      `${object.kind} ${namespace}/${name}: PUT answered ${status}: ${String(asJsonObject(json)['message'])}`,
    );
  } catch (error) {
    if (!signal.aborted) log(String(error));
  }
}

function requireOne(objects: readonly ManagedResource[], match: ObjectMatch): ManagedResource {
  const found = objects.filter((object) => isMet({ match }, object));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw missing(match, `matches ${found.length} managed resources, not one`);
}

function missing(match: ObjectMatch, what: string): PretendCloudError {
  return new PretendCloudError('ERR_PRETEND_NO_RESOURCE', `${JSON.stringify(match)} ${what}`);
}
