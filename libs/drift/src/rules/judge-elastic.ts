import type { ElasticField } from '@atoll/agent-model';
import { parseQuantity } from '../local/quantity.ts';
import { matchesObject, type StagedRef } from './match-object.ts';
import { matchesPath } from './match-path.ts';

/** A field that differs, and its two values. */
export interface ElasticQuestion {
  readonly object: StagedRef;
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** What bounds say to a field: nothing, that it is within them, or which it has left. */
export type ElasticAnswer = 'unbounded' | 'inside' | { readonly outside: string };

/**
 * Tells whether others may have moved a field there. The bounds are inclusive; a value that is no number or quantity is
 * outside, for nobody can tell how large it is.
 */
export function judgeElastic(
  rules: readonly ElasticField[],
  { object, path, was, is }: ElasticQuestion,
): ElasticAnswer {
  const rule = rules.findLast((each) => matchesObject(each.match, object) && matchesPath(each.path, path));
  if (rule === undefined) return 'unbounded';
  const [value, wanted] = [toAmount(is), toAmount(was)];
  if (value === undefined) return { outside: `${describe(is)} is no number within ${describeBounds(rule)}` };
  const [min, max] = [toAmount(rule.min), toAmount(rule.max)];
  if (min !== undefined && value < min) return { outside: `${describe(is)} is below the least, ${rule.min}` };
  if (max !== undefined && value > max) return { outside: `${describe(is)} is above the most, ${rule.max}` };
  if (rule.direction === 'grows' && wanted !== undefined && value < wanted)
    return { outside: `${describe(is)} is less than the ${describe(was)} of Git, and this field only grows` };
  return 'inside';
}

function toAmount(value: unknown): bigint | undefined {
  return typeof value === 'number' || typeof value === 'string' ? parseQuantity(value) : undefined;
}

/** Only numbers are told: whatever else stands there may be no one's business. */
function describe(value: unknown): string {
  if (value === undefined) return 'an absent value';
  return toAmount(value) === undefined ? 'a value' : JSON.stringify(value);
}

function describeBounds({ min = 'no least', max = 'no most' }: ElasticField): string {
  return `${min} and ${max}`;
}
