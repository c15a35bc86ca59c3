import { isRecord } from './is-record.ts';
import { renderKeyStep } from './render-key-step.ts';

/** Keys that an item may leave out. */
const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** Gives the name of a field behind a step of a path, such as `a/b` for `/a~1b`. */
export function readFieldName(step: string): string {
  const name = step.slice(1);
  if (name === '~4') return '*';
  return name.replaceAll('~3', ']').replaceAll('~2', '[').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Tells whether an item of a list is the one that a step names by keys or by value; a comma may stand in the value of the only key. */
export function isNamedItem(item: unknown, step: string): boolean {
  if (renderKeyStep({ '': item }) === step) return true;
  if (!isRecord(item)) return false;
  const names = step
    .slice(1, -1)
    .split(',')
    .map((key) => key.slice(0, Math.max(0, key.indexOf('='))));
  return [names, names.slice(0, 1)].some((keys) => {
    const values = keys.map((key) => [key, item[key] ?? DEFAULTS[key] ?? '']);
    return renderKeyStep(Object.fromEntries(values)) === step;
  });
}
