import type { FieldSet } from './field-set.ts';
import { type FieldStep, parseFieldStep, takeStep } from './field-step.ts';

/** Gives a value without the fields of a set, but for those that another set keeps; the value itself is not changed. */
export function withoutFields(value: unknown, dropped: FieldSet, kept: FieldSet | undefined): unknown {
  let result = value;
  for (const [key, child] of dropped.children) {
    const step = parseFieldStep(key);
    const keep = kept?.children.get(key);
    if (step === undefined || keep?.children.size === 0) continue;
    const part = takeStep(result, step);
    if (part === undefined) continue;
    const isGone =
      child.children.size === 0 ? keep === undefined : step.type !== 'field' && keep === undefined;
    result = isGone
      ? putStep(result, step, undefined)
      : putStep(result, step, withoutFields(part, child, keep));
  }
  return result;
}

/** Puts a part in the place of what stands behind a step; undefined takes it away. */
function putStep(value: unknown, step: FieldStep, part: unknown): unknown {
  if (Array.isArray(value)) {
    const old: unknown = takeStep(value, step);
    return value.flatMap((item: unknown) => (item !== old ? [item] : part === undefined ? [] : [part]));
  }
  if (step.type !== 'field') return value;
  const { [step.name]: _, ...others } = value as Readonly<Record<string, unknown>>;
  return part === undefined ? others : { ...others, [step.name]: part };
}
