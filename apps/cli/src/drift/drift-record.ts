import {
  CLUSTER_API_GROUP,
  CLUSTER_API_VERSION,
  type DriftRecordSpec,
  type DriftRecordStatus,
} from '@atoll/agent-model';

/** A DriftRecord as the API server has it. */
export interface DriftRecord {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string;
  };
  readonly spec: DriftRecordSpec;
  /** Absent in the moment between the creation and the first word of the agent. */
  readonly status?: DriftRecordStatus;
}

/** What is watched and listed. */
export const DRIFT_RECORDS = {
  group: CLUSTER_API_GROUP,
  version: CLUSTER_API_VERSION,
  plural: 'driftrecords',
} as const;

/** Gives the path of a namespace's DriftRecords, or of one. */
export function toRecordPath(namespace: string, name?: string): string {
  const { group, version, plural } = DRIFT_RECORDS;
  const parts = ['namespaces', namespace, plural, ...(name === undefined ? [] : [name])];
  return `/apis/${group}/${version}/${parts.map(encodeURIComponent).join('/')}`;
}
