import { setTimeout as sleep } from 'node:timers/promises';

import { asJsonObject } from './json-object.ts';
import type { KubeClient } from './kube-client.ts';
import type { ManagedKind } from './list-managed-kinds.ts';
import type { ManagedResource } from './managed-resource.ts';

/** Pause before a list after a watch has ended or failed, in ms. */
const PAUSE_MS = 200;

/** The server ends a watch after this many seconds, so that a lost end is noticed. */
const WATCH_SECONDS = 240;

/** Told of every state of the objects of a kind. */
export interface KindListener {
  readonly onObject: (object: ManagedResource) => void;
  readonly onGone: (object: ManagedResource) => void;
  /** The objects that a list has shown: all others are gone. */
  readonly onList: (objects: readonly ManagedResource[]) => void;
  readonly onFault: (text: string) => void;
}

/** What to follow. */
export interface Follow {
  readonly client: KubeClient;
  readonly kind: ManagedKind;
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/** Lists and watches the objects of a kind in a namespace until `signal`; lists again whenever a watch ends. */
export async function followKind(follow: Follow, listener: KindListener): Promise<void> {
  const { signal } = follow;
  while (!signal.aborted) {
    try {
      const resourceVersion = await list(follow, listener);
      await watch(follow, listener, resourceVersion);
    } catch (error) {
      if (!signal.aborted) listener.onFault(`${pathOf(follow)}: ${String(error)}`);
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

async function list(follow: Follow, listener: KindListener): Promise<string> {
  const answer = await follow.client.request('GET', pathOf(follow));
  if (answer.status !== 200) throw new Error(`the API server answered ${answer.status}`);
  const { items, metadata } = answer.json as {
    items: readonly ManagedResource[];
    metadata: { resourceVersion: string };
  };
  const { group, version, kind } = follow.kind;
  // Items of a list do not name their kind.
  listener.onList(items.map((item) => ({ ...item, apiVersion: `${group}/${version}`, kind })));
  return metadata.resourceVersion;
}

async function watch(follow: Follow, listener: KindListener, resourceVersion: string): Promise<void> {
  const query = new URLSearchParams({
    watch: 'true',
    resourceVersion,
    timeoutSeconds: String(WATCH_SECONDS),
  });
  await follow.client.watch(`${pathOf(follow)}?${query}`, follow.signal, (line) => {
    const { type, object } = JSON.parse(line) as { type: string; object: unknown };
    if (type === 'DELETED') listener.onGone(object as ManagedResource);
    else if (type === 'ADDED' || type === 'MODIFIED') listener.onObject(object as ManagedResource);
    else throw new Error(`the watch told ${type}: ${String(asJsonObject(object)['message'])}`);
  });
}

function pathOf({ kind, namespace }: Follow): string {
  return `/apis/${kind.group}/${kind.version}/namespaces/${namespace}/${kind.plural}`;
}
