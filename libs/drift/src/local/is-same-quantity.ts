import type { RawDifference } from '../fields/owned-differences.ts';
import { parseQuantity } from './quantity.ts';

/** Paths at which the API server spells quantities anew: never those of env or of data, whose texts are what they are. */
const QUANTITY_PATH =
  /^\/spec\/.*\/(requests|limits|capacity|hard|default|defaultRequest|max|min|maxLimitRequestRatio|overhead)\/[^/]+$|^\/spec\/hard\/[^/]+$|\/(sizeLimit|averageValue|divisor)$|\/target\/value$/;

/** Tells whether two spellings of one quantity stand where quantities stand: `1` and `1000m`. */
export function isSameQuantity({ path, was, is }: RawDifference): boolean {
  if (!isScalar(was) || !isScalar(is) || !QUANTITY_PATH.test(path)) return false;
  const quantity = parseQuantity(was);
  return quantity !== undefined && quantity === parseQuantity(is);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
