import { AuditError } from './audit-error.ts';
import type { AuditLine, AuditRecord } from './audit-record.ts';
import { renderCanonicalJson } from './canonical-json.ts';

const TEXT_FIELDS = ['at', 'actor', 'action', 'region', 'subject', 'outcome'] as const;
const HASH = /^[0-9a-f]{64}$/;
const FIELD_COUNT = 10;

/**
 * Reads one stored record. Exactly the bytes that were written pass: another order of keys or a space is no record.
 *
 * @throws AuditError `ERR_AUDIT_RECORD` names the place, never the content
 */
export function parseRecord({ place, text }: AuditLine): AuditRecord {
  const value = parseJson(text);
  if (!isRecord(value) || renderCanonicalJson(value) !== text) {
    throw new AuditError(
      'ERR_AUDIT_RECORD',
      `${place} is no audit record as Atoll writes it; run atoll audit verify, and restore the line from a copy`,
    );
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== FIELD_COUNT) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const { sequence, detail, previous, hash } = fields;
  return (
    Number.isSafeInteger(sequence) &&
    (sequence as number) > 0 &&
    TEXT_FIELDS.every((field) => typeof fields[field] === 'string') &&
    [previous, hash].every((digest) => typeof digest === 'string' && HASH.test(digest)) &&
    typeof detail === 'object' &&
    detail !== null &&
    !Array.isArray(detail)
  );
}
