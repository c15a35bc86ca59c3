import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds, around the goals: 0.2 s at 50 changes a second, 1 s at 500. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60];

/** What Prometheus sees of an agent. */
export type AgentMetrics = ReturnType<typeof createAgentMetrics>;

/** Makes the metrics of one agent in a registry of their own; all names begin with `atoll_`. */
export function createAgentMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'atoll_' });
  return {
    registry,
    ...createVerdictMetrics(registry),
    ...createWatchMetrics(registry),
    ...createActMetrics(registry),
  };
}

function createVerdictMetrics(registry: Registry) {
  const registers = [registry];
  return {
    objects: new Gauge({
      name: 'atoll_drift_objects',
      help: 'Objects by what they are, seen from Git.',
      labelNames: ['region', 'half', 'kind', 'class'],
      registers,
    }),
    detected: new Counter({
      name: 'atoll_drift_detected_total',
      help: 'Verdicts that became anything but InSync.',
      labelNames: ['region', 'half', 'class'],
      registers,
    }),
    latency: new Histogram({
      name: 'atoll_drift_detection_latency_seconds',
      help: 'From the arrival of a watch event to its verdict.',
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    openSeconds: new Gauge({
      name: 'atoll_drift_open_seconds',
      help: 'Age of the oldest drift that stands.',
      labelNames: ['region', 'half'],
      registers,
    }),
    dryRuns: new Counter({
      name: 'atoll_dryrun_total',
      help: 'Dry-run applies by result.',
      labelNames: ['result'],
      registers,
    }),
    queueDepth: new Gauge({ name: 'atoll_queue_depth', help: 'Objects that wait for a verdict.', registers }),
  };
}

function createWatchMetrics(registry: Registry) {
  const registers = [registry];
  return {
    watchState: new Gauge({
      name: 'atoll_watch_state',
      help: '1 for the state that the watch of a resource is in.',
      labelNames: ['resource', 'state'],
      registers,
    }),
    watchEvents: new Counter({
      name: 'atoll_watch_counts_total',
      help: 'What happened to watches: restarts, relists, missed events, by reason.',
      labelNames: ['what', 'reason'],
      registers,
    }),
    viewStaleSeconds: new Gauge({
      name: 'atoll_view_stale_seconds',
      help: 'For how long the view of the cluster cannot be trusted; 0: it can.',
      registers,
    }),
    desiredObjects: new Gauge({
      name: 'atoll_desired_objects',
      help: 'Objects that Git wants, by stage.',
      labelNames: ['region', 'half', 'stage'],
      registers,
    }),
  };
}

function createActMetrics(registry: Registry) {
  const registers = [registry];
  return {
    leader: new Gauge({ name: 'atoll_leader', help: '1 while this replica may act.', registers }),
    remediations: new Counter({
      name: 'atoll_remediation_total',
      help: 'Acts on drifted objects, by what was done and what came of it.',
      labelNames: ['region', 'half', 'action', 'result'],
      registers,
    }),
    webhooks: new Counter({
      name: 'atoll_webhook_total',
      help: 'Messages to webhooks by what became of them.',
      labelNames: ['region', 'webhook', 'result'],
      registers,
    }),
    auditRecords: new Counter({
      name: 'atoll_audit_records_total',
      help: 'Audit records by what became of them: stored, or lost.',
      labelNames: ['region', 'half', 'result'],
      registers,
    }),
    apiRequests: new Counter({
      name: 'atoll_api_requests_total',
      help: 'Requests to the Execution API by operation and status.',
      labelNames: ['operation', 'status'],
      registers,
    }),
    fights: new Counter({
      name: 'atoll_fights_total',
      help: 'Objects that two writers changed in turn until healing stopped.',
      registers,
    }),
  };
}
