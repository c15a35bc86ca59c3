import type { SafeValue } from '@atoll/agent-model';
import { isSecretField } from './secret-fields.ts';

/** Characters of a value that are shown. */
const MAX_LENGTH = 1_024;

/** Whose value, and how a secret is told from another without being shown. */
export interface Redaction {
  readonly kind: string;
  readonly path: string;
  /** Keyed digest; equal texts give equal results within one agent. */
  readonly hmac: (text: string) => string;
}

/** Gives a value as it may leave the process. Everything that does leave it goes through here. */
export function toSafeValue(value: unknown, { kind, path, hmac }: Redaction): SafeValue {
  if (value === undefined) return { absent: true };
  const json = JSON.stringify(value);
  if (isSecretField(kind, path) || holdsSecret(value, kind, path)) return { redacted: hmac(json) };
  return json.length <= MAX_LENGTH ? { json } : { json: json.slice(0, MAX_LENGTH), cut: true };
}

/** A whole item or subtree may hold a secret somewhere below. An env entry says what it is by its name. */
function holdsSecret(value: unknown, kind: string, path: string): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, kind, path));
  if (typeof value !== 'object' || value === null) return false;
  const { name, value: text } = value as { readonly name?: unknown; readonly value?: unknown };
  if (
    typeof name === 'string' &&
    typeof text === 'string' &&
    isSecretField('', `/${name.replaceAll('_', '-')}`)
  )
    return true;
  return Object.entries(value).some(
    ([field, item]) => isSecretField(kind, `${path}/${field}`) || holdsSecret(item, kind, `${path}/${field}`),
  );
}
