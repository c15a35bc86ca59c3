import { KubeError, type KubeConnection } from '@atoll/kube';
import { explainUnserved } from '../cluster/explain-unserved.ts';
import { DriftError } from './drift-error.ts';
import { DRIFT_RECORDS, type DriftRecord, toRecordPath } from './drift-record.ts';
import { listRecords } from './list-records.ts';

/** Names that are listed in a message. */
const MAX_LISTED = 5;

/** A form that every name of the Kubernetes API has. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Gives one DriftRecord.
 *
 * @throws DriftError ERR_DRIFT_RECORD_UNKNOWN with the names that are like it; ClusterError ERR_CLUSTER_NO_KIND; KubeError
 */
export async function readRecord(
  connection: KubeConnection,
  namespace: string,
  name: string,
): Promise<DriftRecord> {
  if (!NAME.test(name)) throw await toUnknown(connection, namespace, name);
  try {
    return await explainUnserved(connection, DRIFT_RECORDS.plural, async () => {
      const { body } = await connection.request({ method: 'GET', path: toRecordPath(namespace, name) });
      return body as DriftRecord;
    });
  } catch (error) {
    if (!(error instanceof KubeError) || error.status !== 404) throw error;
    throw await toUnknown(connection, namespace, name);
  }
}

async function toUnknown(connection: KubeConnection, namespace: string, name: string): Promise<DriftError> {
  const names = (await listRecords(connection, { namespace })).map(({ metadata }) => metadata.name);
  const { nearestName } = await import('@atoll/region-config');
  const near = nearestName(name, names) ?? names.find((known) => known.includes(name));
  const rest = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : '';
  const known = `there is: ${names.slice(0, MAX_LISTED).join(', ') || 'none'}${rest}`;
  return new DriftError(
    'ERR_DRIFT_RECORD_UNKNOWN',
    `There is no drift record ${JSON.stringify(name)} in namespace ${namespace} of ${connection.server}; ${near === undefined ? known : `did you mean ${near}?`}`,
  );
}
