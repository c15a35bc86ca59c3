import { isRecord } from '../fields/is-record.ts';
import { isNamedItem, readFieldName } from '../fields/match-step.ts';
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
    const name = readFieldName(step);
    return Object.hasOwn(value, name) ? [value[name]] : [];
  }
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return step === '[*]' ? items : items.filter((item, at) => isNamedItem(item, step) || step === `[${at}]`);
}
