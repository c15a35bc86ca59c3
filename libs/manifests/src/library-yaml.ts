import { parse, stringify } from 'yaml';

/**
 * What cdk8s writes with: 1.1 quotes `yes`, `1:30` and the like for readers of either version, width 0 never
 * folds.
 */
const OPTIONS = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** Double quotes on one line, every line feed as `\n`: the form that no reader has trouble with. */
const ONE_LINE = {
  ...OPTIONS,
  defaultStringType: 'QUOTE_DOUBLE',
  doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
} as const;

/** Readers of YAML 1.1 take this key for an order to merge; the library (2.9.1) writes it without quotes. */
const MERGE_KEY = '<<';

const ITEM_LEAD = '- ';
const LONG_KEY_LEAD = '? ';
const SHORT_NULL = ': null';

/** Gives the library's text of a whole document, without the last line feed. */
export function libraryDocument(value: unknown): string {
  return stringify(value, OPTIONS).slice(0, -1);
}

/**
 * Gives the library's text of a scalar that is a list item or the value of a key, one level deep.
 *
 * Of strings with lines of nothing but blanks the library (2.9.1) writes some so that blanks are lost to the
 * reader, in block and in quoted form; so what takes several lines is read back, and if lost quoted on one line.
 */
export function libraryScalar(value: unknown): string {
  const text = itemText(value, OPTIONS);
  const isFaithful = !text.includes('\n') || parse(`${ITEM_LEAD}${text}\n`, OPTIONS)[0] === value;

  return isFaithful ? text : itemText(value, ONE_LINE);
}

/**
 * Gives the library's text of a key without its `:`, always one line.
 *
 * @param nested whether the map is inside another collection: a key such as `---` is quoted at the top only
 */
export function libraryKey(key: string, nested: boolean): string {
  if (key === MERGE_KEY) {
    return JSON.stringify(key);
  }
  const pair = { [key]: null };
  const text = nested ? itemText(pair, OPTIONS) : libraryDocument(pair);

  return text.startsWith(LONG_KEY_LEAD)
    ? text.slice(LONG_KEY_LEAD.length, text.indexOf('\n'))
    : text.slice(0, -SHORT_NULL.length);
}

function itemText(value: unknown, options: typeof OPTIONS | typeof ONE_LINE): string {
  return stringify([value], options).slice(ITEM_LEAD.length, -1);
}
