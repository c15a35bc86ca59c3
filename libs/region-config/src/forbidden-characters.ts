import type { Fault } from './fault.ts';

/**
 * Characters that no config file needs: controls but tab and line ends, lone surrogates, byte order marks, and those
 * that change the direction of the text, so that a reviewer would see something else than the parser.
 */
const FORBIDDEN =
  // biome-ignore lint: control characters are what is searched for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const BYTE_ORDER_MARK = '\ufeff';

/** Gives the first forbidden character of a text as `U+0000`, and its offset. */
export function findForbiddenCharacter(
  text: string,
): { readonly name: string; readonly offset: number } | undefined {
  const match = FORBIDDEN.exec(text);
  if (match === null) return undefined;
  const name = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { name, offset: match.index };
}

/** Gives the fault of a text with a forbidden character, undefined for a clean one. */
export function checkCharacters(text: string): Fault | undefined {
  const found = findForbiddenCharacter(text);
  if (found === undefined) return undefined;
  const { name, offset } = found;
  const message = text.startsWith(BYTE_ORDER_MARK)
    ? 'the file starts with a byte order mark; save it as UTF-8 without one'
    : `the character ${name} (control or invisible) is not allowed; remove it`;
  return { offset, path: [], message, code: 'ERR_CONFIG_YAML' };
}
