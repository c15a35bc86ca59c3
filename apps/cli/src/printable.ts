/** Characters that could rewrite a terminal or forge a line: what is shown was written by anybody who may write to a cluster. */
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Gives a text as one line that a terminal can only show. */
export function toPrintable(text: string): string {
  return text.replace(CONTROL, ' ');
}
