import type { PolicyCondition, RequestContext } from '@atoll/iam-policy';

/** Operators whose first value, taken as it stands, makes the condition hold. */
const HELD_BY_ITS_VALUE =
  /^(For(AllValues|AnyValue):)?(String(Equals|Like)|Arn(Equals|Like)|Bool)(IfExists)?$/;

/** Stands for whatever a star stands for. */
const ANYTHING = 'x';

/** Gives a request context in which a condition holds, for the operators that grants of workloads use. */
export function contextOfCondition(condition: PolicyCondition | undefined): RequestContext {
  const entries = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    HELD_BY_ITS_VALUE.test(operator)
      ? Object.entries(keys).map(([key, values]) => [
          key,
          [values].flat()[0]?.replaceAll('*', ANYTHING) ?? '',
        ])
      : [],
  );
  return Object.fromEntries(entries) as RequestContext;
}
