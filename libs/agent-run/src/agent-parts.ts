import { createHmac, randomBytes } from 'node:crypto';
import { AGENT_NAME } from '@atoll/agent-model';
import { isSuspiciousShrink } from '@atoll/drift';
import { connectKube, type KubeConnection } from '@atoll/kube';
import { type AgentLog, createAgentLog } from './agent-log.ts';
import { type AgentMetrics, createAgentMetrics } from './agent-metrics.ts';
import { type AgentClock, systemClock } from './clock.ts';
import { type ClusterRequests, createClusterRequests } from './cluster/cluster-requests.ts';
import { createKindIndex, type KindIndex } from './cluster/kind-index.ts';
import { codeOf } from './code-of.ts';
import { createGuardedHalves, type GuardedHalves } from './config/guarded-halves.ts';
import { createDesiredIndex, type DesiredChange, type DesiredIndex } from './desired/desired-index.ts';
import type { DesiredObject } from './desired/desired-object.ts';
import { createDesiredTracker, type DesiredTracker } from './desired/desired-tracker.ts';
import type { GuardedHalf } from './desired/guarded-half.ts';
import { createMirrors, type Mirrors } from './desired/mirrors.ts';
import { readStage } from './desired/read-stage.ts';
import type { AppliedStage } from './desired/to-applied-stage.ts';
import type { Comparer } from './detect/comparer.ts';
import { createDetector, type Detector } from './detect/detector.ts';
import { createDriftComparer, OWNER_MANAGER } from './detect/drift-comparer.ts';
import { type DryRunResult, lookAtObject } from './detect/look-at-object.ts';
import { createVerdictStore, type VerdictListener, type VerdictStore } from './detect/verdict-store.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';
import type { AgentOptions } from './options/agent-options.ts';
import { createWakeTimers, type WakeTimers } from './wake-timers.ts';

/** Reads and dry-runs at once; the API server's fairness lets one account have few more. */
const LOOKS_AT_ONCE = 8;

const MS_PER_SECOND = 1_000;

/** Everything that detecting is made of. */
export interface DetectionParts {
  readonly log: AgentLog;
  readonly metrics: AgentMetrics;
  readonly clock: AgentClock;
  readonly connection: KubeConnection;
  readonly requests: ClusterRequests;
  readonly kinds: KindIndex;
  readonly halves: GuardedHalves;
  readonly mirrors: Mirrors;
  readonly desired: DesiredIndex;
  readonly tracker: DesiredTracker;
  readonly comparer: Comparer;
  readonly store: VerdictStore;
  readonly detector: Detector;
  readonly looks: KeyedQueue;
  /** Looks at a granted object again when its grant ends. */
  readonly grantEnds: WakeTimers;
}

/** What parts tell others. */
export interface DetectionListeners {
  /** Of the process: Git needs its PATH, and its way through proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onVerdict: VerdictListener;
  readonly onDesired: (change: DesiredChange) => void;
}

/** Makes the parts of detection; nothing runs yet. @throws KubeError ERR_KUBE_CONFIG */
export function createDetectionParts(
  options: AgentOptions,
  { environment, ...listeners }: DetectionListeners,
): DetectionParts {
  const log = createAgentLog(options.logLevel, {
    descriptor: 1,
    fields: { scope: options.scope, identity: options.identity },
  });
  const clock = systemClock;
  const connection = connect(options);
  const basis: Basis = {
    log,
    clock,
    connection,
    metrics: createAgentMetrics(),
    requests: createClusterRequests(connection),
    kinds: createKindIndex(),
    halves: createGuardedHalves(options, log),
    mirrors: createMirrors(options, { clock, environment }),
    desired: createDesiredIndex(),
    store: createVerdictStore(listeners.onVerdict),
  };
  const tracker = createTracker(basis, listeners);
  const comparer = createDriftComparer({
    halfOf: (region) => basis.halves.ofRegion(region),
    isStageRead: (name) =>
      tracker.listStages().some(({ kustomization, isWhole }) => kustomization === name && isWhole === true),
    mayAsk: options.mode === 'run' && options.access === 'remediating',
    owners: [OWNER_MANAGER],
    hmac: createRedactor(),
    onGrantEnd: (key, endMs) => grantEnds.set(key, endMs),
    clock,
  });
  const detection = createDetection(basis, comparer);
  const grantEnds = createWakeTimers(
    () => clock.now().getTime(),
    (key) => detection.looks.add(key),
  );
  return { ...basis, tracker, comparer, grantEnds, ...detection };
}

type Basis = Omit<DetectionParts, 'tracker' | 'comparer' | 'detector' | 'looks' | 'grantEnds'>;

function connect({ kubeconfig, context }: AgentOptions): KubeConnection {
  return connectKube({
    userAgent: AGENT_NAME,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  });
}

function createTracker(
  { desired, halves, mirrors, log }: Basis,
  { onDesired }: Pick<DetectionListeners, 'onDesired'>,
): DesiredTracker {
  return createDesiredTracker({
    index: desired,
    halfOf: (stage) => findHalf(halves, stage),
    readObjects: (half, stage) => readStage({ mirrors, index: desired, log }, half, stage),
    isSuspicious: isSuspiciousShrink,
    onChange: onDesired,
    log,
  });
}

function createDetection(basis: Basis, comparer: Comparer): Pick<DetectionParts, 'detector' | 'looks'> {
  const { requests, kinds, desired, store, clock, metrics, log } = basis;
  const resourceOf = ({ ref }: DesiredObject) => kinds.find(ref.apiVersion, ref.kind);
  const onDryRun = (result: DryRunResult) => metrics.dryRuns.inc({ result });
  const looks = createKeyedQueue({
    concurrency: LOOKS_AT_ONCE,
    work: (key) => lookAtObject({ requests, comparer, desired, store, clock, resourceOf, onDryRun }, key),
    onFailure: (key, error, attempt) =>
      log.warn('an object cannot be looked at; it is tried again', { key, code: codeOf(error), attempt }),
  });
  const detector = createDetector({
    comparer,
    desired,
    store,
    clock,
    resourceOf,
    lookLater: (key) => looks.add(key),
    onCompared: (ms) => metrics.latency.observe(ms / MS_PER_SECOND),
  });
  return { detector, looks };
}

/** A stage is guarded where its folder is that of the half: the control cluster also applies folders to other clusters. */
function findHalf(halves: GuardedHalves, { kustomization, folder }: AppliedStage): GuardedHalf | undefined {
  const namespace = kustomization.split('/')[0] ?? '';
  return halves.list().find((half) => {
    const top = half.half === 'region' ? 'regions' : 'control-plane';
    return half.namespace === namespace && folder.startsWith(`${top}/${half.region}/`);
  });
}

/** The key lives as long as the process, so what it made tells nobody anything afterwards. */
function createRedactor(): (text: string) => string {
  const key = randomBytes(32);
  return (text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 16);
}
