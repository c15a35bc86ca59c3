import { type HealthServer, startHealthServer } from '@atoll/execution-api';
import { refreshKinds, startSchedule } from './agent-schedule.ts';
import { type AgentAssembly, assembleAgent } from './assemble-agent.ts';
import { listUnready } from './health/list-unready.ts';
import { createMetricsWriter } from './health/metrics-writer.ts';
import type { AgentOptions } from './options/agent-options.ts';
import { listUnknownVariables } from './options/parse-agent-options.ts';
import type { Scheduler } from './scheduler.ts';

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
  const agent = assembleAgent(options, environment);
  const { election, api, view } = agent;
  const { log } = agent.parts;
  const scheduler = startSchedule(agent);
  const health = await startHealth(options, agent);
  for (const variable of listUnknownVariables(environment))
    log.warn('a variable is no option of this release, and nothing is done about it', { variable });
  log.info('the agent has started', { version: options.version, port: health.address.port });
  followLeadership(agent);
  await refreshKinds(agent);
  view.start();
  return {
    ended: untilAborted(stop).then(() => stopAgent(agent, { scheduler, health })),
    healthUrl: `http://${options.host}:${health.address.port}`,
    isLeader: () => election?.isLeader() ?? false,
    apiUrl: () => api.url(),
  };
}

/** Who begins to lead decides about everything anew; who ends has nothing to remember. */
function followLeadership({ parts, election, audit, healer, webhooks }: AgentAssembly): void {
  election?.onChange(({ isLeader, reason }) => {
    parts.log.info('the leadership changed', { isLeader, reason });
    audit.noteLeadership({ isLeader, reason });
    if (!isLeader) {
      healer?.forget();
      webhooks.forget();
    } else for (const { key } of parts.store.values()) healer?.consider(key);
  });
}

interface Doors {
  readonly scheduler: Scheduler;
  readonly health: HealthServer;
}

/** First nothing new is begun, then what is under way ends; the Lease is given back when nothing acts any more. */
async function stopAgent(agent: AgentAssembly, { scheduler, health }: Doors): Promise<void> {
  const { parts, watch, keeper, teller, webhooks, audit, healer, api, election } = agent;
  parts.log.info('the agent stops');
  await scheduler.stop();
  await watch.stop();
  parts.grantEnds.stop();
  await Promise.all([parts.looks.stop(), healer?.stop()]);
  await Promise.all([keeper.stop(), teller.stop(), webhooks.stop(), api.stop()]);
  await election?.stop();
  await audit.settle();
  await Promise.all([health.close(), parts.mirrors.close()]);
  await parts.connection.close();
  parts.log.info('the agent has stopped');
}

function startHealth({ host, healthPort }: AgentOptions, agent: AgentAssembly): Promise<HealthServer> {
  const { parts, watch } = agent;
  const writeMetrics = createMetricsWriter(agent);
  const renderMetrics = () => {
    writeMetrics();
    return parts.metrics.registry.metrics();
  };
  return startHealthServer(
    { host, port: healthPort },
    { listUnready: () => listUnready(parts, watch), renderMetrics },
  );
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
