import type { SafeValue } from '@atoll/agent-model';
import { isSecretField, isSecretName, isSecretText } from './secret-fields.ts';

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
  if (holdsSecret(value, kind, path)) return { redacted: hmac(json) };
  return json.length <= MAX_LENGTH ? { json } : { json: json.slice(0, MAX_LENGTH), cut: true };
}

/** A whole item or subtree may hold a secret somewhere below; an entry of env says what it is by its name. */
function holdsSecret(value: unknown, kind: string, path: string): boolean {
  // Yes or no is no secret, and `automountServiceAccountToken` has to be seen.
  if (typeof value === 'boolean') return kind === 'Secret' && isSecretField(kind, path);
  if (isSecretField(kind, path)) return true;
  if (typeof value === 'string') return isSecretText(value);
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, kind, path));
  if (typeof value !== 'object' || value === null) return false;
  const { name } = value as { readonly name?: unknown };
  if (typeof name === 'string' && 'value' in value && isSecretName(name)) return true;
  return Object.entries(value).some(([field, item]) => holdsSecret(item, kind, `${path}/${field}`));
}
