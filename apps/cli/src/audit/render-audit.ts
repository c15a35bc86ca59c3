import { toPrintable } from '../printable.ts';
import { renderTable } from '../region/render-table.ts';
import { renderCount } from '../render-count.ts';
import type { AuditQueryReport, QueriedRecord } from './query-chains.ts';
import type { AuditVerifyReport, VerifiedChain } from './verify-chains.ts';

const HEADS = ['AT', 'REGION', 'ACTOR', 'ACTION', 'SUBJECT', 'OUTCOME', 'DETAIL'];

/** Gives records as a table; ends in a line feed. */
export function renderRecords({ records }: AuditQueryReport): string {
  return records.length === 0 ? 'No records.\n' : renderTable([HEADS, ...records.map(toRow)]);
}

/** Gives what verifying came to, a line a chain; ends in a line feed. */
export function renderVerification({ chains, broken }: AuditVerifyReport): string {
  const sum = broken === 0 ? '' : `${renderCount(broken, 'chain')} of ${chains.length} broken.\n`;
  return `${chains.map(renderChain).join('\n')}\n${sum}`;
}

function toRow({ at, region, actor, action, subject, outcome, detail }: QueriedRecord): readonly string[] {
  const fields = Object.entries(detail).map(([name, value]) => `${name}=${String(value)}`);
  return [at, region, actor, action, subject, outcome, fields.join(' ')].map(toPrintable);
}

function renderChain({ folder, region, half, head, fault }: VerifiedChain): string {
  const whose = region === undefined ? folder : `${toPrintable(region)}, half ${half} (${folder})`;
  return fault === undefined
    ? `${whose}: sound to its end, record ${head.sequence}, ${head.hash}`
    : `${whose}: BROKEN after record ${head.sequence}: ${toPrintable(fault.message)}`;
}
