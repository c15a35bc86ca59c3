import type { FieldPath } from './field-path.ts';

/** Longest quotation of a value in a message, quotation marks included. */
const MAX_QUOTED = 60;

/** Fields whose values are never shown, whatever they hold. */
const SECRET_NAME = /secret|passw|token|credential|private[-_]?key|api[-_]?key/i;

/** User names and passwords in a URL. */
const URL_CREDENTIALS = /\/\/[^/@\s]+@/g;

/** What stands behind a URL's path; tokens are handed over there too. */
const URL_QUERY = /(:\/\/[^\s?#]*[?#])\S+/g;

/** Tells whether a value must not be shown because of a name on the way to it. */
export function isSecretPath(path: FieldPath): boolean {
  return path.some((step) => typeof step === 'string' && SECRET_NAME.test(step));
}

/** Gives a value in JSON, cut to 60 characters, without the credentials of a URL. */
export function quoteValue(value: unknown): string {
  if (typeof value !== 'string') return cutText(JSON.stringify(value) ?? String(value));
  return cutQuoted(JSON.stringify(value.replace(URL_CREDENTIALS, '//…@').replace(URL_QUERY, '$1…')));
}

/** Gives what stands at a field, in words: `"five"`, `7`, `a list`. */
export function describeValue(value: unknown, path: FieldPath): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return isSecretPath(path) ? 'a value that is not shown' : quoteValue(value);
}

/** Cuts a text that a file brought into a message. */
export function cutText(text: string, limit = MAX_QUOTED): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function cutQuoted(text: string): string {
  if (text.length <= MAX_QUOTED) return text;
  const kept = text.slice(0, MAX_QUOTED - '…"'.length);
  // Neither half an escape nor half a character may stand before the dots.
  return `${kept.replace(/\\(u[0-9a-f]{0,3})?$|[\ud800-\udbff]$/, '')}…"`;
}
