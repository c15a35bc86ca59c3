import { isSecretField, isSecretName, isSecretText } from './secret-fields.ts';

/**
 * Gives a path without the secrets that list items are known by. What stands in their place begins with `~` and is no
 * escape, so that a rule can be made of the path that takes in any item there.
 */
export function redactPath(path: string, hmac: (text: string) => string): string {
  return path.replaceAll(/\[([^[\]]*)\]/g, (step, keys: string, at: number) =>
    isSecretKey(keys, path.slice(0, at)) ? `[=~${hmac(keys)}]` : step,
  );
}

/** An item of a set has no other name than its value; one of a keyed list may be known by a secret of its own. */
function isSecretKey(keys: string, above: string): boolean {
  if (isSecretText(keys.replaceAll(/(^|,)[A-Za-z]*=/g, '$1'))) return true;
  if (keys.startsWith('=')) return isSecretField('', above);
  return keys.split(',').some((key) => key.includes('=') && isSecretName(key.slice(0, key.indexOf('='))));
}
