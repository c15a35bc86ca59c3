/**
 * Writes the step to a list item under the keys that tell it from the others: `[name=app]`; a value of a set has no name for
 * its key: `[=z]`. A path is taken apart at its brackets, so those of a value are written as `~2` and `~3`, and a tilde as `~0`.
 */
export function renderKeyStep(keys: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(keys).map(([name, value]) => `${escapeBrackets(name)}=${renderValue(value)}`);
  return `[${parts.join(',')}]`;
}

function renderValue(value: unknown): string {
  return escapeBrackets(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Writes a text so that it neither begins nor ends a list step. */
export function escapeBrackets(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('[', '~2').replaceAll(']', '~3');
}
