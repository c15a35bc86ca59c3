import { keyOfObject, type UnknownReason, type Verdict } from '@atoll/agent-model';
import type { KubeObject, WatchEvent } from '@atoll/kube';
import type { ServedResource } from '../cluster/resource-path.ts';
import type { AgentClock } from '../clock.ts';
import type { DesiredIndex } from '../desired/desired-index.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { Comparer } from './comparer.ts';
import { createResourceStates, type ResourceStates } from './resource-states.ts';
import type { VerdictStore } from './verdict-store.ts';

/** Turns events of the cluster and changes of Git into verdicts. */
export interface Detector {
  handle(event: WatchEvent): void;
  /** The manifests of these objects changed, or the rules did: they are compared anew. */
  recheck(objects: Iterable<DesiredObject>): void;
  /** These left Git: what is still live becomes an orphan. */
  release(objects: Iterable<DesiredObject>): void;
  readonly states: ResourceStates;
}

/** What a detector works with. */
export interface DetectorOptions {
  readonly comparer: Comparer;
  readonly desired: DesiredIndex;
  readonly store: VerdictStore;
  readonly clock: AgentClock;
  /** Gives the resource of an object's kind; undefined where none is served. */
  readonly resourceOf: (object: DesiredObject) => ServedResource | undefined;
  /** Queues an object for a look by name: it has to be read, or asked about, before it can be compared. */
  readonly lookLater: (key: string) => void;
  /** Called with the ms that the comparison of one event took. */
  readonly onCompared: (durationMs: number) => void;
}

/** Makes a detector; what it does takes no request and never waits. */
export function createDetector(options: DetectorOptions): Detector {
  const { comparer, desired, store, clock, lookLater, onCompared } = options;
  const states = createResourceStates(options.resourceOf);
  const judge = (key: string, live: KubeObject | undefined) => {
    const started = clock.monotonicMs();
    judgeObject(options, key, live);
    onCompared(clock.monotonicMs() - started);
  };
  return {
    states,
    handle(event) {
      switch (event.type) {
        case 'upsert':
          states.noteObject(event.resource, event.object);
          judge(keyOfObject(toRef(event.object)), event.object);
          return;
        case 'delete': {
          const key = keyOfObject(toRef(event.object));
          // A watch of several namespaces may lose sight of an object that is still there: only its name tells.
          states.dropObject(event.resource, event.object);
          judge(key, undefined);
          return;
        }
        case 'synced':
          states.set(event.resource, 'fresh', '');
          for (const key of states.listMissing(event.resource, desired.values())) judge(key, undefined);
          return;
        case 'state':
          states.set(event.resource, event.state, event.reason);
          judgeUnseen(options, states, event);
      }
    },
    recheck(objects) {
      for (const { key } of objects) {
        comparer.forget(key);
        lookLater(key);
      }
    },
    release(objects) {
      for (const { key } of objects) {
        comparer.forget(key);
        const known = store.get(key);
        if (known?.uid === undefined) store.remove(key);
        else lookLater(key);
      }
    },
  };
}

function judgeObject(
  { comparer, desired, store, clock, lookLater }: DetectorOptions,
  key: string,
  live: KubeObject | undefined,
): void {
  const wanted = desired.get(key);
  if (wanted === undefined) {
    if (live === undefined) store.remove(key);
    else if (comparer.isOurs(live)) put(comparer.compareUnwanted(live), store.get(key)?.object);
    return;
  }
  const verdict = comparer.compare(wanted, live);
  if (verdict === undefined) lookLater(key);
  else put(verdict, wanted);

  function put(found: Verdict, object: DesiredObject | undefined): void {
    const { uid, resourceVersion } = (live?.metadata ?? {}) as { uid?: string; resourceVersion?: string };
    store.put({
      key,
      ...(object === undefined ? {} : { object }),
      verdict: found,
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      observedAt: clock.now(),
    });
  }
}

/** A kind that may not be read, or is not served, is unknown; one whose view is stale keeps its last verdicts, marked. */
function judgeUnseen(
  { desired, store, clock }: DetectorOptions,
  states: ResourceStates,
  { resource, state, reason }: Extract<WatchEvent, { type: 'state' }>,
): void {
  const why: UnknownReason | undefined =
    state === 'forbidden' ? 'forbidden' : state === 'unserved' ? 'noCRD' : undefined;
  if (why === undefined) return;
  for (const object of desired.values()) {
    if (!states.covers(resource, object)) continue;
    const verdict: Verdict = {
      class: 'Unknown',
      changes: [],
      reason: why,
      message: `${object.ref.kind} cannot be seen: ${reason}`,
    };
    store.put({ key: object.key, object, verdict, observedAt: clock.now() });
  }
}

function toRef({ apiVersion, kind, metadata }: KubeObject) {
  const { namespace, name } = metadata;
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
