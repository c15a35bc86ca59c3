import { wrapText } from './wrap-text.ts';

/** Column at which the values of `type`, `allowed` and so on start. */
const LABEL_WIDTH = 12;

/** Space in front of everything below an explanation's title. */
export const INDENT = '  ';

/** Gives a labelled row of an explanation, such as `  default     "large"`, in as many lines as it takes. */
export function renderRow(label: string, text: string): readonly string[] {
  return wrapText(text, `${INDENT}${label.padEnd(LABEL_WIDTH)}`);
}
