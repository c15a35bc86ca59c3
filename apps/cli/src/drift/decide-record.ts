import type { DriftRecordSpec } from '@atoll/agent-model';
import { KubeError, type KubeConnection } from '@atoll/kube';
import { CLI_MANAGER } from '../cluster/open-connection.ts';
import { DriftError } from './drift-error.ts';
import { type DriftRecord, toRecordPath } from './drift-record.ts';
import { readRecord } from './read-record.ts';

/** Tries while others write the same record; the agent writes its status at every change of the object. */
const ATTEMPTS = 8;

/** Which record, and where. */
export interface RecordPlace {
  readonly namespace: string;
  readonly name: string;
}

/** What is written into a record; a text says why nothing is. */
export type Decision = SpecPatch | string;

/** What is merged into the spec of a record; null takes a field away. */
export type SpecPatch = Readonly<
  Partial<Record<'acknowledged' | 'ignored' | 'healRequested', Readonly<Record<string, unknown>>>>
>;

/**
 * Writes a decision into a record, as a merge patch that only fits the record that was looked at; one that changed
 * meanwhile is looked at again.
 *
 * @param decide gives the patch for the record as it is, or says why there is none
 * @returns the text by which it was refused; undefined: it is written
 * @throws DriftError ERR_DRIFT_BUSY, ERR_DRIFT_RECORD_UNKNOWN, and those of `decide`; KubeError
 */
export async function decideRecord(
  connection: KubeConnection,
  { namespace, name }: RecordPlace,
  decide: (record: DriftRecord) => Decision,
): Promise<string | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const record = await readRecord(connection, namespace, name);
    const { resourceVersion } = record.metadata;
    const patch = decide(record);
    if (typeof patch === 'string') return patch;
    try {
      await connection.request({
        method: 'PATCH',
        path: `${toRecordPath(namespace, name)}?fieldManager=${CLI_MANAGER}`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { resourceVersion }, spec: patch },
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof KubeError) || error.status !== 409) throw error;
    }
  }
  throw new DriftError(
    'ERR_DRIFT_BUSY',
    `The drift record ${name} changed ${ATTEMPTS} times while the decision was written, so it was not: the object is being fought over. Look at it with atoll drift show ${name}.`,
  );
}

/**
 * Checks that there is still something to decide about.
 *
 * @throws DriftError ERR_DRIFT_HEALED
 */
export function requireDrifted({ metadata, status }: DriftRecord): void {
  if (status?.class !== 'InSync') return;
  const when = status.healedAt === undefined ? '' : ` since ${status.healedAt}`;
  throw new DriftError(
    'ERR_DRIFT_HEALED',
    `The object of ${metadata.name} is as in Git again${when}: there is nothing to decide. atoll drift list shows what is still drifted.`,
  );
}

/** Gives the patch by which somebody has seen a drift; a comment of before goes. */
export function toAcknowledgement(by: string, at: Date, comment: string | undefined): SpecPatch {
  return { acknowledged: { by, at: at.toISOString(), comment: comment ?? null } };
}

/** Gives the patch by which a drift is neither told nor healed for a while. */
export function toIgnorance(ignored: Required<NonNullable<DriftRecordSpec['ignored']>>): SpecPatch {
  return { ignored: { by: ignored.by, until: ignored.until, reason: ignored.reason } };
}

/** Gives the patch by which somebody asks to heal now; a new instant is a new request. */
export function toHealRequest(by: string, at: Date, allowDisruptive: boolean): SpecPatch {
  return { healRequested: { by, at: at.toISOString(), allowDisruptive } };
}
