/** Names of fields whose values are secrets wherever they stand; words are parted by dashes, see `toWords`. */
const SECRET_NAME =
  /(^|-)(password|passwd|pwd|secret|token|credential|passphrase|(private|api|access|secret|hmac|encryption|signing|account)-key)s?(-(value|base64|string))?$/;

/** Names that only refer to a secret, or only speak of one: where it stands, not what it says. */
const REFERENCE_NAME =
  /(secret-(name|ref|key-ref|class-name|store|namespace)|image-pull-secrets?|secrets?-manager|token-(path|audience|ttl|expiration.*)|automount-service-account-token)$/;

/** kubectl writes the whole manifest into it, Secrets included; in a path, or as the name of a field. */
const LAST_APPLIED = /kubectl\.kubernetes\.io(~1|\/)last-applied-configuration/;

/** A flag, a setting or an address that carries its secret with it; a port is none. */
const SECRET_TEXT =
  /((password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key)["']?\s*[=:]\s*\S)|:\/\/[^/\s:@]*:(?!\d{1,5}\/)[^\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY/i;

/** A flag whose secret is the next word. */
const SECRET_FLAG = /^--?[\w-]*(password|passwd|secret|token|api-?key|access-?key|private-?key)$/i;

/** Tells whether the value of a field of a kind must not be shown: by the names on the way to it, those of list items included. */
export function isSecretField(kind: string, path: string): boolean {
  if (kind === 'Secret' && /^\/(data|stringData)([/[]|$)/.test(path)) return true;
  if (LAST_APPLIED.test(path)) return true;
  const names = listNames(path);
  // `secret.secretName` of a volume says where a secret is, whatever stands above it.
  return !REFERENCE_NAME.test(toWords(names.at(-1) ?? '')) && names.some(isSecretName);
}

/** Tells whether a name is that of a secret, in whatever case it is written. */
export function isSecretName(name: string): boolean {
  const words = toWords(name);
  return SECRET_NAME.test(words) && !REFERENCE_NAME.test(words);
}

/** Tells whether a text carries a secret although its field is not called after one. */
export function isSecretText(text: string): boolean {
  return SECRET_TEXT.test(text) || SECRET_FLAG.test(text);
}

/** Names of fields, and the keys of list items: `/env[name=DB_PASSWORD]/value` has `env`, `DB_PASSWORD` and `value`. */
function listNames(path: string): readonly string[] {
  // What is escaped would hide the border between two words: `example.com~1token`.
  return path
    .split(/[/[\],]|[A-Za-z]+=/)
    .map((name) => name.replaceAll(/~[0-4]/g, '-'))
    .filter((name) => name !== '' && !name.startsWith('='));
}

/** `secretAccessKey`, `SECRET_ACCESS_KEY` and `secret.access.key` are `secret-access-key`. */
function toWords(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
