import type { VerdictClass } from '@atoll/agent-model';
import { type KubeConnection, listCollection } from '@atoll/kube';
import { explainUnserved } from '../cluster/explain-unserved.ts';
import { DRIFT_RECORDS, type DriftRecord, toRecordPath } from './drift-record.ts';

/** Which records are asked for; what is left out matches all. */
export interface RecordFilter {
  readonly namespace: string;
  readonly region?: string;
  readonly class?: VerdictClass;
}

/**
 * Gives the DriftRecords of a cluster that are asked for, by region, the oldest drift first.
 *
 * @throws ClusterError ERR_CLUSTER_NO_KIND; KubeError
 */
export async function listRecords(
  connection: KubeConnection,
  filter: RecordFilter,
): Promise<readonly DriftRecord[]> {
  const objects = await explainUnserved(connection, DRIFT_RECORDS.plural, () =>
    listCollection(connection, toRecordPath(filter.namespace)),
  );
  const records = objects as unknown as readonly DriftRecord[];
  return records.filter((record) => matchesFilter(record, filter)).sort(compareRecords);
}

/** Tells whether a record is among those that are asked for. */
export function matchesFilter({ spec, status }: DriftRecord, filter: RecordFilter): boolean {
  return (
    (filter.region === undefined || spec.region === filter.region) &&
    (filter.class === undefined || (status?.class ?? 'Unknown') === filter.class)
  );
}

function compareRecords(a: DriftRecord, b: DriftRecord): number {
  const [since, other] = [toSortKey(a), toSortKey(b)];
  return since < other ? -1 : since > other ? 1 : 0;
}

function toSortKey({ metadata, spec, status }: DriftRecord): string {
  return `${spec.region} ${status?.firstSeen ?? metadata.creationTimestamp ?? ''} ${metadata.name}`;
}
