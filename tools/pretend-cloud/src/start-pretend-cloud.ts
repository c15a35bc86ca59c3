import { setTimeout as sleep } from 'node:timers/promises';

import { CloudRun } from './cloud-run.ts';
import type { DriftOrder } from './drift-order.ts';
import type { Fault, ObjectMatch } from './faults.ts';
import { connectKubeconfig } from './kube-client.ts';
import { listManagedKinds } from './list-managed-kinds.ts';
import type { ManagedResource } from './managed-resource.ts';
import type { CloudPace } from './plan-reconcile.ts';
import { PretendCloudError } from './pretend-cloud-error.ts';

/** How often what is due is looked for, in ms. */
const TICK_MS = 25;

/** Quick for tests; a provider of its own looks for drift every ten minutes. */
const DEFAULT_PACE: CloudPace = { latencyMs: 100, pollMs: 600_000, retryMs: 250 };

/** {@link PretendCloud.until} gives up after this time, in ms. */
const DEFAULT_TIMEOUT_MS = 120_000;

/** Where to play the cloud, and how quick it is. */
export interface PretendCloudOptions {
  /** Path of a kubeconfig that holds its client certificate. */
  readonly kubeconfig: string;
  readonly namespaces: readonly string[];
  /** Kinds as `<plural>.<group>`; absent: all that Crossplane calls managed. */
  readonly resources?: readonly string[];
  readonly pace?: Partial<CloudPace>;
  /** Gives the time in ms since 1970; defaults to the system's clock. */
  readonly now?: () => number;
  readonly log?: (line: string) => void;
}

/** A running pretended cloud. */
export interface PretendCloud {
  /** Starts a fault; gives what lifts it. */
  readonly inject: (fault: Fault) => () => void;
  /**
   * Changes a field in the cloud; the provider sees it at once and shows it in `status.atProvider`.
   *
   * @throws PretendCloudError `ERR_PRETEND_NO_RESOURCE` unless exactly one available resource matches
   */
  readonly drift: (order: DriftOrder) => void;
  /** Lets the provider put right what was held, at its next poll. */
  readonly release: (match: ObjectMatch) => void;
  /** The managed resources as last seen. */
  readonly objects: () => readonly ManagedResource[];
  /**
   * Waits until the managed resources are as wanted.
   *
   * @throws PretendCloudError `ERR_PRETEND_TIMEOUT` that lists those which are not Ready
   */
  readonly until: (
    isDone: (objects: readonly ManagedResource[]) => boolean,
    timeoutMs?: number,
  ) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Plays Crossplane's providers for the managed resources of some namespaces of a real API server, until it is stopped.
 *
 * @throws PretendCloudError `ERR_PRETEND_KUBECONFIG`, `ERR_PRETEND_REQUEST`, `ERR_PRETEND_KINDS`
 */
export async function startPretendCloud(options: PretendCloudOptions): Promise<PretendCloud> {
  const client = await connectKubeconfig(options.kubeconfig);
  const stopping = new AbortController();
  const run = new CloudRun({
    client,
    kinds: await listManagedKinds(client, options.resources),
    namespaces: options.namespaces,
    pace: { ...DEFAULT_PACE, ...options.pace },
    now: options.now ?? Date.now,
    log: options.log ?? ignoreLine,
    signal: stopping.signal,
  });
  const ended = Promise.all([run.follow(), runTicks(run, stopping.signal)]);
  return {
    inject: (fault) => run.inject(fault),
    drift: (order) => run.drift(order),
    release: (match) => run.release(match),
    objects: () => run.objects(),
    until: (isDone, timeoutMs = DEFAULT_TIMEOUT_MS) => waitUntil(run, isDone, timeoutMs),
    stop: async () => {
      stopping.abort();
      await ended;
      client.close();
    },
  };
}

async function runTicks(run: CloudRun, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await run.tick();
    await sleep(TICK_MS, undefined, { signal }).catch(() => {});
  }
}

async function waitUntil(
  run: CloudRun,
  isDone: (objects: readonly ManagedResource[]) => boolean,
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isDone(run.objects())) {
    if (performance.now() > deadline) {
      const waiting = run.objects().flatMap(explainWaiting);
      const message = `the managed resources are not as wanted after ${timeoutMs} ms: ${waiting.join('; ')}`;
      throw new PretendCloudError('ERR_PRETEND_TIMEOUT', message);
    }
    await sleep(TICK_MS);
  }
}

function explainWaiting({ kind, metadata, status }: ManagedResource): readonly string[] {
  const bad = status?.conditions?.filter((condition) => condition.status !== 'True');
  if (status?.conditions !== undefined && bad?.length === 0) return [];
  const reasons = bad?.map(({ type, reason, message = '' }) => `${type} ${reason} ${message}`.trim()) ?? [];
  return [`${kind} ${metadata.name}: ${reasons.join(', ') || 'no conditions'}`];
}

function ignoreLine(): void {}
