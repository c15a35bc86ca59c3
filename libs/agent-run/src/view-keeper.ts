import { AGENT_NAME, type DriftRecordSpec, type DriftRecordStatus, keyOfObject } from '@atoll/agent-model';
import {
  type ClusterWatch,
  type KubeObject,
  keyOfResource,
  type LeaderElection,
  type WatchedResource,
  type WatchEvent,
} from '@atoll/kube';
import type { DetectionParts } from './agent-parts.ts';
import { configMapResource, driftRecordResource, kustomizationResource } from './cluster/record-resources.ts';
import { codeOf } from './code-of.ts';
import type { DesiredChange } from './desired/desired-index.ts';
import type { DesiredObject } from './desired/desired-object.ts';
import { planWatches } from './detect/plan-watches.ts';
import type { AgentOptions } from './options/agent-options.ts';
import type { Healer } from './heal/healer.ts';
import type { RecordKeeper } from './report/record-keeper.ts';

/** Keeps what is watched in step with what is guarded and wanted, and hands each event to whom it concerns. */
export interface ViewKeeper {
  start(): void;
  handle(event: WatchEvent): void;
  takeDesired(change: DesiredChange): void;
  /** Works out anew what is to be watched. */
  replan(): void;
  /** Fetches every mirror, and reads what could not be read before. */
  fetchAll(): Promise<void>;
}

/** What keeping takes. */
export interface ViewKeeperOptions {
  readonly options: AgentOptions;
  readonly parts: DetectionParts;
  readonly watch: ClusterWatch;
  readonly keeper: RecordKeeper;
  /** undefined: nothing is written to the cluster. */
  readonly healer: Healer | undefined;
  /** Called with the spec of a record, and as it was seen before: what people decided about the object stands there. */
  readonly onDecided: (name: string, before: DriftRecordSpec, now: DriftRecordSpec) => void;
  /** Called when what is guarded, or how, changed. */
  readonly onHalves: () => void;
  readonly election: LeaderElection | undefined;
}

/** Makes a keeper that watches nothing yet. */
export function createViewKeeper(options: ViewKeeperOptions): ViewKeeper {
  return new Keeper(options);
}

class Keeper implements ViewKeeper {
  readonly #options: ViewKeeperOptions;
  /** As they were seen last: which half they belong to may become known later. */
  readonly #kustomizations = new Map<string, KubeObject>();
  #planned = new Set<string>();

  constructor(options: ViewKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.replan();
  }

  handle(event: WatchEvent): void {
    const { parts } = this.#options;
    const isPlanned = this.#planned.has(keyOfResource(event.resource));
    if (event.type === 'upsert') this.#takeOwn(event.resource, event.object);
    if (event.type === 'delete') this.#dropOwn(event.resource, event.object);
    if (isPlanned) parts.detector.handle(event);
    else if (event.type === 'state' && event.state !== 'fresh')
      parts.log.warn('something that the agent needs cannot be seen', {
        resource: event.resource.plural,
        state: event.state,
      });
  }

  takeDesired({ changed, removed }: DesiredChange): void {
    const { detector } = this.#options.parts;
    // What is listed for the first time comes by itself; what is watched already has to be looked at.
    const watched = changed.filter((object) => this.#isWatched(object));
    this.replan();
    detector.recheck(watched);
    detector.release(removed);
  }

  replan(): void {
    const { watch, parts } = this.#options;
    const planned = planWatches(this.#listPlaces());
    this.#planned = new Set(planned.map(keyOfResource));
    parts.detector.states.keep(planned);
    const all = new Map(
      [...this.#listOwn(), ...planned].map((resource) => [keyOfResource(resource), resource]),
    );
    watch.setResources([...all.values()]);
    for (const object of parts.desired.values()) {
      if (parts.kinds.find(object.ref.apiVersion, object.ref.kind) === undefined) parts.looks.add(object.key);
    }
  }

  async fetchAll(): Promise<void> {
    const { mirrors, tracker, log } = this.#options.parts;
    for (const mirror of mirrors.list()) {
      await mirror
        .fetch()
        .catch((error: unknown) =>
          log.warn('the deploy repository cannot be fetched', { code: codeOf(error) }),
        );
    }
    await tracker.retry();
  }

  *#listPlaces() {
    const { desired, kinds } = this.#options.parts;
    for (const { ref } of desired.values()) {
      const resource = kinds.find(ref.apiVersion, ref.kind);
      if (resource !== undefined)
        yield { resource, namespace: resource.namespaced ? ref.namespace : undefined, name: ref.name };
    }
  }

  #listOwn(): readonly WatchedResource[] {
    const { options, parts, election } = this.#options;
    const { namespace, scope } = options;
    const configs = scope === 'region' ? { ...configMapResource, namespace } : configMapResource;
    const fluxNamespaces = new Set(parts.halves.list().map((half) => half.namespace));
    return [
      toWatched(configs, { name: AGENT_NAME }),
      ...[...fluxNamespaces].map((each) => toWatched(kustomizationResource, { namespace: each })),
      toWatched(driftRecordResource, { namespace }),
      ...(election === undefined
        ? []
        : [{ group: 'coordination.k8s.io', version: 'v1', plural: 'leases', namespace, name: AGENT_NAME }]),
    ];
  }

  #takeOwn({ plural, name }: WatchedResource, object: KubeObject): void {
    const { parts, watch, election } = this.#options;
    if (plural === 'configmaps' && name === AGENT_NAME) {
      if (parts.halves.note(object)) this.#takeHalves();
    } else if (plural === kustomizationResource.plural) {
      this.#kustomizations.set(keyOfObject(toRef(object)), object);
      void parts.tracker.note(object);
    } else if (plural === driftRecordResource.plural) {
      this.#takeRecord(object);
    }
    if (plural === 'leases' && name === AGENT_NAME) {
      watch.noteHeartbeat();
      election?.observe(object);
    }
  }

  #dropOwn({ plural, name }: WatchedResource, object: KubeObject): void {
    const { parts, keeper, election } = this.#options;
    if (plural === kustomizationResource.plural) {
      this.#kustomizations.delete(keyOfObject(toRef(object)));
      parts.tracker.noteGone(object);
    } else if (plural === driftRecordResource.plural) keeper.noteGone(object);
    else if (plural === 'leases' && name === AGENT_NAME) election?.observe(undefined);
  }

  /** What people decided about an object may change what is done about it. */
  #takeRecord(record: KubeObject): void {
    const { keeper, healer, parts, onDecided } = this.#options;
    const spec = record['spec'] as DriftRecordSpec;
    const { acknowledged, object } = spec;
    const before = keeper.records().get(record.metadata.name);
    const { class: name, uid } = (record['status'] ?? {}) as DriftRecordStatus;
    const { namespace, ...rest } = object;
    const key = keyOfObject({ ...rest, ...(namespace === undefined ? {} : { namespace }) });
    if (keeper.note(record)) healer?.consider(key);
    // A record that is seen for the first time may be old, and so what was decided about it.
    if (before !== undefined) onDecided(record.metadata.name, before.spec, spec);
    // Once somebody has seen that an object was made anew, the new one is the one that is meant.
    if (acknowledged === undefined || name !== 'Recreated' || uid === undefined) return;
    parts.comparer.acceptUid(key, uid);
    parts.looks.add(key);
  }

  /** Rules may have changed with a configuration, so all is compared anew. */
  #takeHalves(): void {
    const { parts } = this.#options;
    this.replan();
    for (const kustomization of this.#kustomizations.values()) void parts.tracker.note(kustomization);
    parts.detector.recheck([...parts.desired.values()].filter((object) => this.#isWatched(object)));
    this.#options.healer?.considerAll();
    this.#options.onHalves();
  }

  #isWatched(object: DesiredObject): boolean {
    const { states } = this.#options.parts.detector;
    return states
      .list()
      .some(({ resource, state }) => state !== 'syncing' && states.covers(resource, object));
  }
}

function toWatched(
  {
    group,
    version,
    plural,
    namespace,
  }: { group: string; version: string; plural: string; namespace?: string },
  more: { readonly namespace?: string; readonly name?: string },
): WatchedResource {
  return { group, version, plural, ...(namespace === undefined ? {} : { namespace }), ...more };
}

function toRef({ apiVersion, kind, metadata: { namespace, name } }: KubeObject) {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
