import { type AuditAction, auditActions, isAuditAction } from './audit-actions.ts';
import { AuditError } from './audit-error.ts';
import { type AuditEntry, auditOutcomes } from './audit-record.ts';

/** Longest text of a detail, in bytes of UTF-8. */
const MAX_DETAIL_BYTES = 1024;
/** Longest actor or subject, in UTF-16 code units; the longest key of an object is shorter. */
const MAX_NAME_LENGTH = 1024;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ACTOR = /^(user|agent|program):\P{Cc}+$/u;
const NAME = /^\P{Cc}+$/u;

/** What secrets look like that get into texts by accident: PEM, JSON Web Tokens, tokens of Git hosts and clouds. */
const SECRET_FORMS =
  /-----BEGIN |\beyJ[\w-]{8,}\.[\w-]{8,}|\b(gh[pousr]_|glpat-|AKIA|ASIA)[A-Za-z0-9_-]{10,}/;

/**
 * Checks what somebody wants recorded.
 *
 * @throws AuditError `ERR_AUDIT_ENTRY`, or `ERR_AUDIT_DETAIL` for the detail; a value of the detail is never quoted
 */
export function checkEntry(entry: AuditEntry): void {
  const { at, actor, action, subject, outcome } = entry;
  const rules: readonly [field: string, value: string, isMet: boolean, rule: string][] = [
    ['at', at, isInstant(at), 'an instant as Date.toISOString gives it'],
    ['actor', actor, isName(actor, ACTOR), 'user:, agent: or program: and a name'],
    ['action', action, isAuditAction(action), `one of ${Object.keys(auditActions).join(', ')}`],
    ['subject', subject, isName(subject, NAME), `a text of 1 to ${MAX_NAME_LENGTH} printable characters`],
    ['outcome', outcome, auditOutcomes.includes(outcome), `one of ${auditOutcomes.join(', ')}`],
  ];
  for (const [field, value, isMet, rule] of rules) {
    if (isMet) continue;
    const shown = SECRET_FORMS.test(value) ? 'what looks like a secret' : JSON.stringify(value).slice(0, 120);
    throw new AuditError('ERR_AUDIT_ENTRY', `${field} of an audit record is ${shown}; it must be ${rule}`);
  }
  checkDetail(action, entry.detail);
}

function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}

function isName(text: string, form: RegExp): boolean {
  return text.length <= MAX_NAME_LENGTH && text.isWellFormed() && form.test(text) && !SECRET_FORMS.test(text);
}

function checkDetail(action: AuditAction, detail: object): void {
  const allowed: readonly string[] = auditActions[action];
  for (const [key, value] of Object.entries(detail)) {
    if (!allowed.includes(key)) {
      throw new AuditError(
        'ERR_AUDIT_DETAIL',
        `detail.${key.slice(0, 60)} is not allowed for ${action}; allowed: ${allowed.join(', ')}. Add it to libs/audit/src/audit-actions.ts if it can never hold a secret`,
      );
    }
    const fault = explainValue(value);
    if (fault !== undefined) {
      throw new AuditError('ERR_AUDIT_DETAIL', `detail.${key} of ${action} ${fault}`);
    }
  }
}

function explainValue(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : 'is no finite number';
    case 'string':
      return explainText(value);
    default:
      return value === null
        ? undefined
        : `is of type ${typeof value}; allowed: text, number, true, false, null`;
  }
}

function explainText(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_DETAIL_BYTES) return `is longer than ${MAX_DETAIL_BYTES} bytes; cut it`;
  if (!text.isWellFormed()) return 'holds half a character; cut it between characters';
  return SECRET_FORMS.test(text) ? 'looks like a secret; record a name or a digest of it' : undefined;
}
