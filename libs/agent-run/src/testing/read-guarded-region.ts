import type { RunningCluster } from '@atoll/cluster';
import type { DriftRecordStatus, RegionStatus } from '@atoll/agent-model';
import type { RunningAgent } from '../start-agent.ts';
import type { GuardedRegion } from './guarded-region.ts';

/** A DriftRecord as the API server lists it. */
export interface ListedRecord {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly region: string;
    readonly object: { readonly kind: string; readonly name: string };
  };
  readonly status?: DriftRecordStatus;
}

/** Gives what its name says, as the real server has it now. */
export async function listRecords(
  { agentNamespace }: GuardedRegion,
  cluster: RunningCluster,
): Promise<readonly ListedRecord[]> {
  const { json } = await cluster.request(
    'GET',
    `/apis/atoll.dev/v1alpha1/namespaces/${agentNamespace}/driftrecords`,
  );
  return (json as { readonly items: readonly ListedRecord[] }).items;
}

/** Gives what its name says, as the real server has it now. */
export async function listEvents(
  { namespace }: GuardedRegion,
  cluster: RunningCluster,
): Promise<readonly unknown[]> {
  const { json } = await cluster.request('GET', `/apis/events.k8s.io/v1/namespaces/${namespace}/events`);
  return (json as { readonly items: readonly unknown[] }).items;
}

/** Gives what its name says, as the real server has it now. */
export async function readRegion(
  { name }: GuardedRegion,
  cluster: RunningCluster,
): Promise<RegionStatus | undefined> {
  const { json } = await cluster.request('GET', `/apis/atoll.dev/v1alpha1/regions/${name}`);
  return (json as { readonly status?: RegionStatus }).status;
}

/** Gives what its name says, as the real server has it now. */
export async function readMetric({ healthUrl }: RunningAgent, name: string): Promise<readonly string[]> {
  const text = await (await fetch(`${healthUrl}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && !line.startsWith('#'))
    .sort();
}

/** Gives what its name says, as the real server has it now. */
export async function edit(
  cluster: RunningCluster,
  path: string,
  { body, manager }: { readonly body: unknown; readonly manager: string },
): Promise<void> {
  const { status } = await cluster.request('PATCH', `${path}?fieldManager=${manager}`, {
    contentType: 'application/merge-patch+json',
    body,
  });
  if (status !== 200) throw new Error(`${path}: status ${status}`);
}
