import type { NamedPolicy, PolicyDocument, Statement } from '../policy-document.ts';

/** A request as IAM sees it. */
export interface Request {
  readonly action: string;
  /** ARN; absent: some resource that only `*` matches. */
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** What policies say about a request: an explicit Deny wins, then an Allow, else nothing allows it. */
export type Verdict = 'allowed' | 'denied' | 'not allowed';

type Test = (actual: readonly string[], wanted: readonly string[]) => boolean;

/** Tests of single-valued keys; a key that is absent fails all but the negated one. */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: (actual, wanted) => actual.some((value) => wanted.includes(value)),
  StringNotEquals: (actual, wanted) => !actual.some((value) => wanted.includes(value)),
  StringLike: (actual, wanted) => actual.some((value) => wanted.some((pattern) => isLike(value, pattern))),
  ArnLike: (actual, wanted) => actual.some((value) => wanted.some((pattern) => isLike(value, pattern))),
  Bool: (actual, wanted) => actual.some((value) => wanted.includes(value)),
  DateLessThan: (actual, wanted) => actual.some((value) => value < (wanted[0] ?? '')),
  DateGreaterThanEquals: (actual, wanted) => actual.some((value) => value >= (wanted[0] ?? '')),
};

/** Evaluates identity policies and, where there is one, the boundary; both have to allow. */
export function evaluate(
  policies: readonly NamedPolicy[],
  request: Request,
  boundary?: NamedPolicy,
): Verdict {
  const verdicts = [policies, ...(boundary === undefined ? [] : [[boundary]])].map((some) =>
    evaluateStatements(
      some.flatMap(({ document }) => document.Statement),
      request,
    ),
  );
  if (verdicts.includes('denied')) return 'denied';
  return verdicts.includes('not allowed') ? 'not allowed' : 'allowed';
}

/** Evaluates a trust policy for one caller. */
export function trusts(trust: PolicyDocument, principal: string, request: Request): boolean {
  const statements = trust.Statement.filter(({ Principal }) =>
    Object.values(Principal ?? {}).includes(principal),
  );
  return evaluateStatements(statements, request) === 'allowed';
}

function evaluateStatements(statements: readonly Statement[], request: Request): Verdict {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'not allowed';
}

function applies(statement: Statement, request: Request): boolean {
  const resource = request.resource ?? 'arn:aws:other:::resource';
  return (
    statement.Action.some((pattern) => isLike(request.action.toLowerCase(), pattern.toLowerCase())) &&
    (statement.Resource ?? ['*']).some((pattern) => isLike(resource, pattern)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, request.context?.[key], [wanted].flat())),
    )
  );
}

function holds(
  operator: string,
  value: string | readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  if (operator === 'Null') return String(value === undefined) === wanted[0];
  const [quantifier, plain = operator] = operator.split(':');
  const name = plain.replace(/IfExists$/, '');
  const test = tests[name];
  if (test === undefined) throw new Error(`the test evaluator does not know ${operator}`);
  const actual = value === undefined ? [] : [value].flat();
  if (quantifier === 'ForAllValues') return actual.every((one) => test([one], wanted));
  if (value === undefined) return plain.endsWith('IfExists') || name === 'StringNotEquals';
  return test(actual, wanted);
}

function isLike(value: string, pattern: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(value);
}
