import { isInRange } from './ip-range.ts';
import { matchesArn } from './matches-arn.ts';
import { ignoreCase, matchesPattern, type Pattern } from './pattern.ts';

/** How one operator compares one value of the request with one of the policy. */
export interface ConditionOperator {
  /** Whether the two are what the operator's name says, before any "Not". */
  readonly test: (actual: string, wanted: Pattern) => boolean;
  /** True for the operators with "Not": they also hold where the request lacks the key. */
  readonly isNegated: boolean;
}

/** Milliseconds of a second: dates may be given as seconds since 1970. */
const SECOND = 1_000;

/** A date of the W3C's profile of ISO 8601; a bare year is one, though it could be seconds. */
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * Every operator but Null, by its name.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators". Names of operators are compared with case.
 */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', (actual, wanted) => actual === toText(wanted)),
  ...pair(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    (actual, wanted) => actual.toLowerCase() === toText(wanted).toLowerCase(),
  ),
  ...pair('StringLike', 'StringNotLike', matchesPattern),
  ...pair('ArnLike', 'ArnNotLike', matchesArn),
  ...pair('ArnEquals', 'ArnNotEquals', matchesArn),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    compareBy(toNumber, (a, b) => a === b),
  ),
  single(
    'NumericLessThan',
    compareBy(toNumber, (a, b) => a < b),
  ),
  single(
    'NumericLessThanEquals',
    compareBy(toNumber, (a, b) => a <= b),
  ),
  single(
    'NumericGreaterThan',
    compareBy(toNumber, (a, b) => a > b),
  ),
  single(
    'NumericGreaterThanEquals',
    compareBy(toNumber, (a, b) => a >= b),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    compareBy(toInstant, (a, b) => a === b),
  ),
  single(
    'DateLessThan',
    compareBy(toInstant, (a, b) => a < b),
  ),
  single(
    'DateLessThanEquals',
    compareBy(toInstant, (a, b) => a <= b),
  ),
  single(
    'DateGreaterThan',
    compareBy(toInstant, (a, b) => a > b),
  ),
  single(
    'DateGreaterThanEquals',
    compareBy(toInstant, (a, b) => a >= b),
  ),
  single('Bool', (actual, wanted) => matchesPattern(actual.toLowerCase(), ignoreCase(wanted))),
  single('BinaryEquals', (actual, wanted) => actual === toText(wanted)),
  ...pair('IpAddress', 'NotIpAddress', (actual, wanted) => isInRange(actual, toText(wanted))),
]);

type Test = ConditionOperator['test'];

function pair(name: string, negation: string, test: Test): readonly (readonly [string, ConditionOperator])[] {
  return [single(name, test), [negation, { test, isNegated: true }]];
}

function single(name: string, test: Test): readonly [string, ConditionOperator] {
  return [name, { test, isNegated: false }];
}

function compareBy(read: (text: string) => number, compare: (a: number, b: number) => boolean): Test {
  return (actual, wanted) => {
    const [left, right] = [read(actual), read(toText(wanted))];
    return !Number.isNaN(left) && !Number.isNaN(right) && compare(left, right);
  };
}

/** Gives the text that a pattern was made from: outside of Like, stars are stars. */
function toText(pattern: Pattern): string {
  return pattern.map((token) => (typeof token === 'string' ? token : (token.description ?? ''))).join('');
}

function toNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Reads a W3C date of ISO 8601, in UTC where it names no zone, or seconds since 1970. */
function toInstant(text: string): number {
  const [, time, zone] = DATE.exec(text) ?? [];
  if (DATE.test(text)) return Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
  return toNumber(text) * SECOND;
}
