/** Names of fields whose values are secrets wherever they stand. */
const SECRET_NAMES =
  /(password|passwd|secret|token|credential|private-?key|api-?key|hmac-?key|passphrase)s?$/i;

/** Names that only refer to a secret: where it stands, not what it says. */
const REFERENCE_NAMES =
  /(secret-?(name|ref|key-?ref|class-?name|store|namespace)|secrets?-?manager|token-?(path|audience|ttl|expiration.*))$/i;

/** kubectl writes the whole manifest into it, Secrets included. */
const LAST_APPLIED = 'kubectl.kubernetes.io~1last-applied-configuration';

/** Tells whether the value of a field of a kind must not be shown. */
export function isSecretField(kind: string, path: string): boolean {
  if (kind === 'Secret' && /^\/(data|stringData)([/[]|$)/.test(path)) return true;
  if (path.includes(LAST_APPLIED)) return true;
  const names = path.split('/').map((step) => step.replace(/\[.*$/, ''));
  return names.some((name) => SECRET_NAMES.test(name) && !REFERENCE_NAMES.test(name));
}
