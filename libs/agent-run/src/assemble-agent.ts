import { AGENT_NAME } from '@atoll/agent-model';
import {
  type ClusterWatch,
  createClusterWatch,
  createLeaderElection,
  type LeaderElection,
  type WatchEvent,
} from '@atoll/kube';
import { createDetectionParts, type DetectionParts } from './agent-parts.ts';
import type { ApiKeeper } from './api/api-keeper.ts';
import { startApi } from './api/start-api.ts';
import { listDecisions } from './audit/record-decisions.ts';
import { type RunningAudit, startAudit } from './audit/start-audit.ts';
import { codeOf } from './code-of.ts';
import type { Healer } from './heal/healer.ts';
import { startHealer } from './heal/start-healer.ts';
import type { AgentOptions } from './options/agent-options.ts';
import { createEventTeller, type EventTeller } from './report/event-teller.ts';
import { createRecordKeeper, type NextStep, type RecordKeeper } from './report/record-keeper.ts';
import { createReporting } from './report/reporting.ts';
import { startWebhooks } from './report/webhooks/start-webhooks.ts';
import type { WebhookTeller } from './report/webhooks/webhook-teller.ts';
import { createViewKeeper, type ViewKeeper } from './view-keeper.ts';

/** Longest time without a renewal of the Lease on the watch: four renewals. */
const HEARTBEAT_MS = 8_000;

/** Everything that an agent is made of, wired together. */
export interface RunningParts {
  readonly options: AgentOptions;
  readonly parts: DetectionParts;
  readonly watch: ClusterWatch;
  readonly election: LeaderElection | undefined;
}

/** The whole of an agent; nothing is watched yet. */
export interface AgentAssembly extends RunningParts {
  readonly keeper: RecordKeeper;
  readonly teller: EventTeller;
  readonly webhooks: WebhookTeller;
  readonly audit: RunningAudit;
  readonly healer: Healer | undefined;
  readonly api: ApiKeeper;
  readonly view: ViewKeeper;
}

/** Wires an agent together. @throws KubeError ERR_KUBE_CONFIG */
export function assembleAgent(
  options: AgentOptions,
  environment: Readonly<Record<string, string | undefined>>,
): AgentAssembly {
  const parts = createDetectionParts(options, {
    environment,
    onVerdict: (next, previous) => reporting.tell(next, previous),
    onDesired: (change) => view.takeDesired(change),
  });
  const { log, clock, requests } = parts;
  const isWriter = options.mode === 'run';
  const election = isWriter ? startElection(options, parts) : undefined;
  const keeper = startKeeper(options, { parts, election, healerOf: () => healer });
  const teller = createEventTeller({ requests, identity: options.identity, clock, log });
  const reporting = createReporting({ parts, keeper, teller, healerOf: () => healer });
  const watch = startWatch(parts, { isWriter, onEvent: (event) => view.handle(event) });
  const webhooks = startWebhooks(options, parts);
  const audit = startAudit(options, parts);
  const running = { options, parts, watch, election, keeper };
  const healer = election === undefined ? undefined : startHealer({ ...running, election, webhooks, audit });
  const api = startApi(options, { parts, keeper, audit });
  const view = createViewKeeper({
    ...running,
    healer,
    onHalves: () => void api.keep(parts.halves.list()),
    onDecided: (name, before, now) => {
      if (election?.isLeader() !== true) return;
      const { region, half } = now;
      for (const entry of listDecisions(name, before, now)) audit.record({ region, half }, entry);
    },
  });
  return { ...running, teller, webhooks, audit, healer, api, view };
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
