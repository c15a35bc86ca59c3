/** Longest string that is looked at here; longer ones go to the library (it keeps the test's cost bounded). */
const LONGEST_PLAIN_VALUE = 512;

/** YAML writes a key of more than 1,024 characters as `? key`; far below, so that no key comes near. */
const LONGEST_PLAIN_KEY = 256;

/**
 * Text that YAML 1.1 reads as a string without quotes, whatever stands around it in block style: it begins with
 * a letter, `/` or `_`, is ASCII, holds `:` only before a visible character and blanks only one at a time between
 * visible characters that do not begin a comment. A network in CIDR form, which no YAML number resembles, is the
 * one shape that begins with a digit. The look-ahead takes out the words of YAML 1.1 (`yes`, `off`, `null`) and
 * the mantissa-less floats (`e2` is 0e2).
 */
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$)[a-z/_](?:[\w./@%+=,;()[\]{}<>&|*!?$^~`\\#'"-]|:(?=[^ ])| (?=[^ #]))*$|^\d[\d.]*\/\d+$/i;

/**
 * Several lines that make a literal block without indentation indicator: ASCII, the first line begins with a visible
 * character, every line that is not empty ends with one, and at most one line feed ends the last.
 */
const PLAIN_BLOCK = /^[!-~](?:[ -~]*[!-~])?(?:\n+ *[!-~](?:[ -~]*[!-~])?)*\n?$/;

/** Tells whether the string stands in block style as it is, both as a list item and as the value of a key. */
export function isPlainValue(text: string): boolean {
  return text.length <= LONGEST_PLAIN_VALUE && PLAIN.test(text);
}

/** Tells whether the string stands as it is before the `:` of a map entry. */
export function isPlainKey(text: string): boolean {
  return text.length <= LONGEST_PLAIN_KEY && PLAIN.test(text);
}

/** Tells whether the string has several lines that stand as they are in a literal block. */
export function isPlainBlock(text: string): boolean {
  return text.includes('\n') && PLAIN_BLOCK.test(text);
}
