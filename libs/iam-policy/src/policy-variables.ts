import { type Pattern, toLiteral, toPattern } from './pattern.ts';
import { contextValues, type RequestContext } from './request.ts';

/** A variable, with a default perhaps: `${aws:PrincipalTag/team, 'company-wide'}`. */
const VARIABLE = /\$\{([^{}]*)\}/g;

/** The three characters that are written as variables to be meant literally. */
const ESCAPES: readonly string[] = ['*', '?', '$'];

/** How the values of a policy are read. */
export interface VariableScope {
  readonly context: RequestContext | undefined;
  /** False for policies of version 2008-10-17, where `${` is plain text. */
  readonly hasVariables: boolean;
}

/**
 * Gives the pattern of a value after its policy variables were replaced; undefined where one has no value.
 *
 * What replaces a variable is literal. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function resolveVariables(
  value: string,
  { context, hasVariables }: VariableScope,
): Pattern | undefined {
  if (!hasVariables || !value.includes('${')) return toPattern(value);
  const parts: (string | symbol)[] = [];
  let end = 0;
  for (const match of value.matchAll(VARIABLE)) {
    const replacement = replaceVariable(match[1] ?? '', context);
    if (replacement === undefined) return undefined;
    parts.push(...toPattern(value.slice(end, match.index)), ...toLiteral(replacement));
    end = match.index + match[0].length;
  }
  return [...parts, ...toPattern(value.slice(end))];
}

function replaceVariable(expression: string, context: RequestContext | undefined): string | undefined {
  if (ESCAPES.includes(expression)) return expression;
  const [key = '', ...rest] = expression.split(',');
  const values = contextValues(context, key.trim());
  // Only keys with a single value may be used as variables.
  if (values?.length === 1) return values[0];
  const fallback = /^\s*'(.*)'\s*$/.exec(rest.join(','));
  return values === undefined ? fallback?.[1] : undefined;
}
