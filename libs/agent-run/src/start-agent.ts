import { AGENT_NAME } from '@atoll/agent-model';
import { type HealthServer, startHealthServer } from '@atoll/execution-api';
import {
  type ClusterWatch,
  createClusterWatch,
  createLeaderElection,
  discoverResources,
  type LeaderElection,
  type WatchEvent,
} from '@atoll/kube';
import { startApi } from './api/start-api.ts';
import type { ApiKeeper } from './api/api-keeper.ts';
import { listDecisions } from './audit/record-decisions.ts';
import { startAudit } from './audit/start-audit.ts';
import { createDetectionParts, type DetectionParts } from './agent-parts.ts';
import { codeOf } from './code-of.ts';
import type { Healer } from './heal/healer.ts';
import { startHealer } from './heal/start-healer.ts';
import { listUnready } from './health/list-unready.ts';
import { createMetricsWriter } from './health/metrics-writer.ts';
import type { AgentOptions } from './options/agent-options.ts';
import { listUnknownVariables } from './options/parse-agent-options.ts';
import { createEventTeller } from './report/event-teller.ts';
import { createReporting } from './report/reporting.ts';
import { createRecordKeeper, type NextStep, type RecordKeeper } from './report/record-keeper.ts';
import { createRegionReporter } from './report/region-reporter.ts';
import { startWebhooks } from './report/webhooks/start-webhooks.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createViewKeeper, type ViewKeeper } from './view-keeper.ts';

/** Longest time without a renewal of the Lease on the watch: four renewals. */
const HEARTBEAT_MS = 8_000;

/** What a program gives the agent of itself. */
export interface AgentSurroundings {
  /** Aborted when the process is asked to end. */
  readonly stop: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A running agent. */
export interface RunningAgent {
  /** Resolves when it has stopped. */
  readonly ended: Promise<void>;
  /** Where `/healthz`, `/readyz` and `/metrics` are. */
  readonly healthUrl: string;
  isLeader(): boolean;
  /** Where the Execution API is; undefined: it is not served, or not yet. */
  apiUrl(): string | undefined;
}

/**
 * Starts the agent: detects at once, reports, and acts only while it leads. It needs neither Git nor the API server to start;
 * it says in `/readyz` what it waits for.
 *
 * @throws KubeError ERR_KUBE_CONFIG; ExecutionError ERR_EXECUTION_LISTEN
 */
export async function startAgent(
  options: AgentOptions,
  { stop, environment }: AgentSurroundings,
): Promise<RunningAgent> {
  const parts = createDetectionParts(options, {
    environment,
    onVerdict: (next, previous) => reporting.tell(next, previous),
    onDesired: (change) => view.takeDesired(change),
  });
  const { log, clock, store } = parts;
  const isWriter = options.mode === 'run';
  const election = isWriter ? startElection(options, parts) : undefined;
  const keeper = startKeeper(options, { parts, election, healerOf: () => healer });
  const teller = createEventTeller({ requests: parts.requests, identity: options.identity, clock, log });
  const reporting = createReporting({ parts, keeper, teller, healerOf: () => healer });
  const watch = startWatch(parts, { isWriter, onEvent: (event) => view.handle(event) });
  const webhooks = startWebhooks(options, parts);
  const audit = startAudit(options, parts);
  const healer =
    election === undefined
      ? undefined
      : startHealer({ options, parts, watch, election, keeper, webhooks, audit });
  const api = startApi(options, { parts, keeper, audit });
  const view = createViewKeeper({
    ...{ options, parts, watch, keeper, healer, election },
    onHalves: () => void api.keep(parts.halves.list()),
    onDecided: (name, before, now) => {
      if (election?.isLeader() !== true) return;
      for (const entry of listDecisions(name, before, now)) audit.record(now, entry);
    },
  });
  const scheduler = startScheduler({ options, parts, watch, election, view, healer, api });
  const health = await startHealth(options, { parts, watch, election });
  for (const variable of listUnknownVariables(environment))
    log.warn('a variable is no option of this release, and nothing is done about it', { variable });
  log.info('the agent has started', { version: options.version, port: health.address.port });
  election?.onChange(({ isLeader, reason }) => {
    log.info('the leadership changed', { isLeader, reason });
    audit.noteLeadership({ isLeader, reason });
    if (!isLeader) healer?.forget();
    else for (const { key } of store.values()) healer?.consider(key);
  });
  await refreshKinds(parts, view);
  view.start();
  const ended = untilAborted(stop).then(async () => {
    log.info('the agent stops');
    await scheduler.stop();
    await watch.stop();
    await Promise.all([parts.looks.stop(), healer?.stop()]);
    await Promise.all([keeper.stop(), teller.stop(), webhooks.stop(), api.stop()]);
    await election?.stop();
    await audit.settle();
    await Promise.all([health.close(), parts.mirrors.close()]);
    await parts.connection.close();
    log.info('the agent has stopped');
  });
  return {
    ended,
    healthUrl: `http://${options.host}:${health.address.port}`,
    isLeader: () => election?.isLeader() ?? false,
    apiUrl: () => api.url(),
  };
}

/** What a process does about a drift that stands for no Lease. */
const ONLY_LOOKS: NextStep = { policy: 'observe', nextAction: 'nothing: this process only looks' };

/** What the records are kept by. */
interface KeeperSources {
  readonly parts: DetectionParts;
  readonly election: LeaderElection | undefined;
  /** Made later, as it has the records written. */
  readonly healerOf: () => Healer | undefined;
}

/** What is watched for, reported on and healed by. */
interface RunningParts {
  readonly options: AgentOptions;
  readonly parts: DetectionParts;
  readonly watch: ClusterWatch;
  readonly election: LeaderElection | undefined;
}

function startKeeper(
  { namespace }: AgentOptions,
  { parts, election, healerOf }: KeeperSources,
): RecordKeeper {
  const { requests, store, clock, log } = parts;
  return createRecordKeeper({
    requests,
    namespace,
    verdictOf: (key) => store.get(key),
    nextStepOf: (verdict) => healerOf()?.nextStepOf(verdict) ?? ONLY_LOOKS,
    mayWrite: () => election?.isLeader() ?? false,
    clock,
    log,
  });
}

function startWatch(
  { connection, metrics, clock }: DetectionParts,
  { isWriter, onEvent }: { readonly isWriter: boolean; readonly onEvent: (event: WatchEvent) => void },
): ClusterWatch {
  return createClusterWatch({
    connection,
    onEvent,
    onCount: (what, reason, amount = 1) => metrics.watchEvents.inc({ what, reason }, amount),
    // Without a Lease of its own the agent sees nobody renew one.
    ...(isWriter ? { heartbeatMs: HEARTBEAT_MS } : {}),
    nowMs: () => clock.monotonicMs(),
    random: Math.random,
  });
}

interface ScheduledParts extends RunningParts {
  readonly view: ViewKeeper;
  readonly healer: Healer | undefined;
  readonly api: ApiKeeper;
}

function startScheduler({ view, healer, api, ...running }: ScheduledParts): Scheduler {
  const { log } = running.parts;
  const regions = createRegionReporter(running);
  const scheduler = createScheduler(
    [
      { name: 'fetch', cron: '0 * * * * *', jitterMs: 10_000, run: () => view.fetchAll() },
      {
        name: 'discovery',
        cron: '30 * * * * *',
        jitterMs: 5_000,
        run: () => refreshKinds(running.parts, view),
      },
      { name: 'healing', cron: '15 * * * * *', jitterMs: 5_000, run: async () => healer?.considerAll() },
      {
        name: 'api',
        cron: '45 * * * * *',
        jitterMs: 5_000,
        run: () => api.keep(running.parts.halves.list()),
      },
      { name: 'region-status', cron: '*/30 * * * * *', jitterMs: 2_000, run: () => regions.report() },
    ],
    { log, random: Math.random },
  );
  scheduler.start();
  return scheduler;
}

function startHealth(
  { host, healthPort }: AgentOptions,
  sources: Omit<RunningParts, 'options'>,
): Promise<HealthServer> {
  const { parts, watch } = sources;
  const writeMetrics = createMetricsWriter(sources);
  const renderMetrics = () => {
    writeMetrics();
    return parts.metrics.registry.metrics();
  };
  return startHealthServer(
    { host, port: healthPort },
    { listUnready: () => listUnready(parts, watch), renderMetrics },
  );
}

/** New CRDs bring new kinds: what is wanted of them can be watched from then on. */
async function refreshKinds({ kinds, connection, log }: DetectionParts, view: ViewKeeper): Promise<void> {
  try {
    kinds.replace(await discoverResources(connection));
    view.replan();
  } catch (error) {
    log.warn('discovery failed; it is tried again', { code: codeOf(error) });
  }
}

function startElection(options: AgentOptions, { connection, log }: DetectionParts): LeaderElection {
  const election = createLeaderElection({
    connection,
    namespace: options.namespace,
    name: AGENT_NAME,
    identity: options.identity,
    onFailure: (error) => log.warn('the Lease cannot be renewed or read', { code: codeOf(error) }),
  });
  election.start();
  return election;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
