import type { RenderedObject } from '@atoll/cloud';
import type { Segment } from './field-path.ts';
import { kindKeyOf } from './managed-resource.ts';

/** Names of fields whose text is a secret, wherever they stand. References to Secrets end otherwise. */
const SECRET_NAME =
  /^(?:password|passphrase|token|secret|privateKey|secretKey|secretAccessKey|clientSecret|apiKey|connectionString)$|(?:Password|Passphrase|Token|PrivateKey|SecretKey|ClientSecret|ApiKey)$/;

/** Blocks of a Secret that hold its values. */
const SECRET_BLOCKS = new Set(['data', 'stringData']);

/** Tells whether a change of this field has to be shown without its values. */
export function isSecretField(
  object: RenderedObject,
  segments: readonly Segment[],
  values: readonly unknown[],
): boolean {
  const names = segments.flatMap((segment) => ('field' in segment ? [segment.field] : []));
  if (kindKeyOf(object) === ' Secret' && SECRET_BLOCKS.has(names[0] ?? '')) return true;
  return isSecretValue(names.at(-1) ?? '', values) || values.some(holdsSecret);
}

/** A switch or a number, such as `manageMasterUserPassword`, only speaks of one. */
function isSecretValue(name: string, values: readonly unknown[]): boolean {
  return SECRET_NAME.test(name) && values.some((value) => typeof value === 'string' || Array.isArray(value));
}

/** A block that comes or goes as a whole may hold such a field. */
function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => isSecretValue(name, [inner]) || holdsSecret(inner));
}
