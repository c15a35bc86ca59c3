import { AppError } from '@atoll/core';
import { type ConditionOperator, conditionOperators } from './condition-operators.ts';
import type { Pattern } from './pattern.ts';
import { type PolicyCondition, valuesOf } from './policy-document.ts';
import { resolveVariables, type VariableScope } from './policy-variables.ts';
import { contextValues } from './request.ts';

/** An operator's name taken apart, such as `ForAnyValue:StringLikeIfExists`. */
interface OperatorName {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly base: string;
  readonly isIfExists: boolean;
}

/**
 * Tells whether a condition holds: every operator, every key of it, and for a key any of its values.
 *
 * @throws AppError ERR_IAM_POLICY for an operator that IAM does not have
 */
export function holdsCondition(condition: PolicyCondition, scope: VariableScope): boolean {
  return Object.entries(condition).every(([operator, keys]) => {
    const name = parseOperator(operator);
    return Object.entries(keys).every(([key, values]) =>
      holdsKey(name, key, { ...scope, values: valuesOf(values) }),
    );
  });
}

/**
 * Takes an operator's name apart.
 *
 * @throws AppError ERR_IAM_POLICY for an operator that IAM does not have
 */
export function parseOperator(operator: string): OperatorName {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator);
  const base = match?.[2] ?? '';
  const isNull = base === 'Null' && match?.[1] === undefined && match?.[3] === undefined;
  if (!isNull && !conditionOperators.has(base)) {
    throw new AppError(
      'ERR_IAM_POLICY',
      `${operator} is no condition operator of IAM; it would be guesswork what it allows. Correct the operator.`,
    );
  }
  return { quantifier: match?.[1] as OperatorName['quantifier'], base, isIfExists: match?.[3] !== undefined };
}

function holdsKey(
  name: OperatorName,
  key: string,
  { values, ...scope }: VariableScope & { readonly values: readonly string[] },
): boolean {
  const actual = contextValues(scope.context, key);
  const operator = conditionOperators.get(name.base);
  if (operator === undefined)
    return values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  if (actual === undefined) return holdsWithoutKey(name, operator);
  const wanted = values
    .map((value) => resolveVariables(value, scope))
    .filter((pattern) => pattern !== undefined);
  const holds = (value: string) => isAnyOf(operator, value, wanted) !== operator.isNegated;
  if (name.quantifier === 'ForAllValues') return actual.every(holds);
  if (name.quantifier === 'ForAnyValue') return actual.some(holds);
  // A key without set operator has one value; where a request has more, "Not" means none of them.
  return operator.isNegated ? actual.every(holds) : actual.some(holds);
}

/** Source: "Condition operators", ...IfExists; "Single-valued vs. multivalued context keys", set operators. */
function holdsWithoutKey({ quantifier, isIfExists }: OperatorName, operator: ConditionOperator): boolean {
  if (quantifier !== undefined) return quantifier === 'ForAllValues';
  return isIfExists || operator.isNegated;
}

function isAnyOf({ test }: ConditionOperator, actual: string, wanted: readonly Pattern[]): boolean {
  return wanted.some((pattern) => test(actual, pattern));
}
