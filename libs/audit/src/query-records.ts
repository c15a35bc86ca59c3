import type { AuditLine, AuditRecord } from './audit-record.ts';
import { parseRecord } from './parse-record.ts';

/** Which records are asked for; what is left out matches all. */
export interface AuditQuery {
  readonly region?: string;
  /** Instants, RFC 3339 in UTC; `from` is included, `to` is not. */
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  /** An action, or the part before its dot: `heal` matches `heal.flux`. */
  readonly action?: string;
}

/**
 * Gives the records that match, in the order of the chain. It does not verify the chain: see `verifyChain`.
 *
 * @throws AuditError `ERR_AUDIT_RECORD` at a line that is no record, so that none is passed over
 */
export async function* queryRecords(
  lines: AsyncIterable<AuditLine> | Iterable<AuditLine>,
  query: AuditQuery,
): AsyncGenerator<AuditRecord> {
  const { region, actor, action } = query;
  const from = toMs(query.from, Number.NEGATIVE_INFINITY);
  const to = toMs(query.to, Number.POSITIVE_INFINITY);
  for await (const line of lines) {
    const record = parseRecord(line);
    const at = Date.parse(record.at);
    const isAsked =
      (region === undefined || record.region === region) &&
      (actor === undefined || record.actor === actor) &&
      (action === undefined || record.action === action || record.action.startsWith(`${action}.`));
    if (isAsked && at >= from && at < to) yield record;
  }
}

function toMs(instant: string | undefined, otherwise: number): number {
  return instant === undefined ? otherwise : Date.parse(instant);
}
