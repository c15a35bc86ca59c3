import { createHash } from 'node:crypto';
import type { AuditEntry, AuditHead, AuditOrigin, AuditRecord } from './audit-record.ts';
import { renderCanonicalJson } from './canonical-json.ts';

/** Gives the head of the empty chain of one half of one region. */
export function toGenesis({ region, half }: AuditOrigin): AuditHead {
  return { sequence: 0, hash: digest({ chain: 'atoll-audit', format: 1, region, half }) };
}

/** Gives the record that follows `head` in the chain of a region. */
export function sealRecord(region: string, head: AuditHead, entry: AuditEntry): AuditRecord {
  const { at, actor, action, subject, outcome, detail } = entry;
  const sequence = head.sequence + 1;
  const content = { sequence, at, actor, action, region, subject, outcome, detail, previous: head.hash };
  return { ...content, hash: digest(content) };
}

/** Gives the hash that a record must have. */
export function hashRecord({ hash: _hash, ...content }: AuditRecord): string {
  return digest(content);
}

function digest(content: object): string {
  return createHash('sha256').update(renderCanonicalJson(content), 'utf8').digest('hex');
}
