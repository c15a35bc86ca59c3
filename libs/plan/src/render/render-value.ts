/** Most characters of a value that are printed; the whole stands in the JSON form. */
const VALUE_LENGTH = 200;

/** Gives a value of plain JSON on one line, cut where it is long, which is said. */
export function renderValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  if (text.length <= VALUE_LENGTH) return text;
  return `${text.slice(0, VALUE_LENGTH)}… (${text.length} characters)`;
}

/** Tells whether a value is a list of plain values, such as the actions of a statement. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
}

/** Gives `$1,234` or `$1,234 to $5,678` of a monthly cost, to the dollar. */
export function renderBand({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [renderDollars(low), renderDollars(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** Gives a number and its noun, such as `1 region` and `2 regions`. */
export function renderCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : noun.endsWith('y') ? '' : 's'}`.replace(
    /(\d+) (\w+)y$/,
    (all, n: string, stem: string) => (n === '1' ? all : `${n} ${stem}ies`),
  );
}

function renderDollars(value: number): string {
  const digits = String(Math.round(Math.abs(value)));
  return `${value < 0 ? '-' : ''}$${digits.replace(/\B(?=(\d{3})+$)/g, ',')}`;
}
