import { isRecord } from '../fields/is-record.ts';
import { renderKeyStep } from '../fields/render-key-step.ts';
import { splitPath } from './match-path.ts';

/** Tells whether a value has a field at a path of a rule, `/*` and `[*]` being any one. */
export function holdsPath(value: unknown, path: string): boolean {
  return holdsSteps(value, splitPath(path));
}

function holdsSteps(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined;
  return listParts(value, step).some((part) => holdsSteps(part, rest));
}

function listParts(value: unknown, step: string): readonly unknown[] {
  if (step.startsWith('/')) {
    if (!isRecord(value)) return [];
    if (step === '/*') return Object.values(value);
    const name = unescapeField(step.slice(1));
    return Object.hasOwn(value, name) ? [value[name]] : [];
  }
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return step === '[*]' ? items : items.filter((item, at) => isItem(item, step) || step === `[${at}]`);
}

/** A comma may stand between keys or in the value of the only one. */
function isItem(item: unknown, step: string): boolean {
  if (renderKeyStep({ '': item }) === step) return true;
  if (!isRecord(item)) return false;
  const names = step
    .slice(1, -1)
    .split(',')
    .map((key) => key.slice(0, Math.max(0, key.indexOf('='))));
  return [names, names.slice(0, 1)].some((keys) => {
    return renderKeyStep(Object.fromEntries(keys.map((key) => [key, item[key] ?? '']))) === step;
  });
}

function unescapeField(name: string): string {
  if (name === '~4') return '*';
  return name.replaceAll('~3', ']').replaceAll('~2', '[').replaceAll('~1', '/').replaceAll('~0', '~');
}
