import { renderInstant, type RegionSpec, type RegionStatus } from '@atoll/agent-model';
import {
  type DriftAct,
  type DriftAnswer,
  ExecutionError,
  type ExecutionPort,
  type RegionAnswer,
} from '@atoll/execution-api';
import { KubeError } from '@atoll/kube';
import { isDeploymentTarget } from '@atoll/region-status';
import type { AgentAudit } from '../audit/agent-audit.ts';
import type { ClusterRequests } from '../cluster/cluster-requests.ts';
import { driftRecordResource, regionResource } from '../cluster/record-resources.ts';
import type { AgentClock } from '../clock.ts';
import type { Half } from '../desired/desired-object.ts';
import type { KnownRecord, RecordKeeper } from '../report/record-keeper.ts';
import { toDriftAnswer } from './to-drift-answer.ts';

/** What the API of an agent answers from. */
export interface ExecutionPortSources {
  readonly requests: ClusterRequests;
  readonly keeper: Pick<RecordKeeper, 'records'>;
  readonly audit: Pick<AgentAudit, 'query'>;
  /** Of the DriftRecords. */
  readonly namespace: string;
  readonly half: Half;
  readonly clock: AgentClock;
}

/** Makes the port: reads come from what is watched, decisions are written into the records, where the leader finds them. */
export function createExecutionPort(sources: ExecutionPortSources): ExecutionPort {
  const { keeper, audit, half, clock } = sources;
  const now = () => renderInstant(clock.now());
  return {
    readRegion: (region) => away(() => readRegion(sources, region)),
    listDrift: async (region, { class: wanted }) => ({
      items: [...keeper.records()]
        .filter(([, { spec }]) => spec.region === region)
        .flatMap(([name, record]) => toDriftAnswer(name, record) ?? [])
        .filter((answer) => wanted === undefined || answer.class === wanted)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    }),
    readDrift: async (region, id) => toAnswer(findRecord(sources, region, id), id),
    acknowledgeDrift: ({ comment, ...act }) =>
      decide(sources, act, {
        acknowledged: { by: act.actor, at: now(), ...(comment === undefined ? {} : { comment }) },
      }),
    ignoreDrift: ({ until, reason, ...act }) =>
      decide(sources, act, { ignored: { by: act.actor, until, reason } }),
    healDrift: ({ allowDisruptive, ...act }) =>
      decide(sources, act, {
        healRequested: {
          by: act.actor,
          at: now(),
          ...(allowDisruptive === undefined ? {} : { allowDisruptive }),
        },
      }),
    async listAudit(region, { limit, ...span }) {
      const items = [];
      for await (const record of audit.query({ region, half }, span)) {
        if (items.length === limit) return { items, isCut: true };
        items.push({ ...record, detail: { ...record.detail } });
      }
      return { items, isCut: false };
    },
  };
}

function findRecord({ keeper }: ExecutionPortSources, region: string, id: string): KnownRecord | undefined {
  const record = keeper.records().get(id);
  return record?.spec.region === region ? record : undefined;
}

function toAnswer(record: KnownRecord | undefined, id: string): DriftAnswer | undefined {
  return record === undefined ? undefined : toDriftAnswer(id, record);
}

async function readRegion(
  { requests }: ExecutionPortSources,
  name: string,
): Promise<RegionAnswer | undefined> {
  const live = await requests.read(regionResource, { name });
  if (live === undefined) return undefined;
  const { cloud, location, organization, controlCluster } = live['spec'] as RegionSpec;
  const known = (live['status'] ?? {}) as RegionStatus;
  const { smoke, agents, conditions, ...status } = known;
  return {
    ...status,
    name,
    cloud,
    location,
    organization,
    controlCluster,
    isDeploymentTarget: isDeploymentTarget(known),
    ...(agents === undefined ? {} : { agents }),
    ...(smoke === undefined ? {} : { smoke }),
    ...(conditions === undefined ? {} : { conditions }),
  } as RegionAnswer;
}

/** @throws ExecutionError `ERR_EXECUTION_CONFLICT` where the drift is over */
async function decide(
  sources: ExecutionPortSources,
  { region, id }: DriftAct,
  decision: Readonly<Record<string, unknown>>,
): Promise<DriftAnswer | undefined> {
  const record = findRecord(sources, region, id);
  if (record === undefined) return undefined;
  if (record.status?.class === 'InSync')
    throw new ExecutionError('ERR_EXECUTION_CONFLICT', `${id} is over: the object is as in Git again`);
  const target = { namespace: sources.namespace, name: id };
  const written = await away(() => sources.requests.mergeSpec(driftRecordResource, target, decision));
  if (written === undefined) return undefined;
  return toDriftAnswer(id, {
    spec: written['spec'] as KnownRecord['spec'],
    status: written['status'] as KnownRecord['status'],
  });
}

/** @throws ExecutionError `ERR_EXECUTION_UNAVAILABLE` where the cluster gave no answer that counts */
async function away<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    throw new ExecutionError('ERR_EXECUTION_UNAVAILABLE', 'the cluster cannot be asked now', {
      cause: error,
      headers: { 'Retry-After': '5' },
    });
  }
}
