import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { ExecutionError } from '../execution-error.ts';
import type { Route } from './route.ts';

/** A checked query and body. */
export interface CheckedInput {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Checks query and body of a request against its route; each schema is compiled once. */
export type CheckInput = (route: Route, query: URLSearchParams, body: unknown) => CheckedInput;

/**
 * Makes the check of queries and bodies.
 *
 * The check throws ExecutionError `ERR_EXECUTION_REQUEST` that names the field and the rule, never the value.
 */
export function createCheckInput(): CheckInput {
  // Values of a query are texts, so numbers in them are read; those of a body are what they are.
  const forQuery = new Ajv2020({ coerceTypes: true, useDefaults: true, allErrors: true });
  const forBody = new Ajv2020({ allErrors: true });
  const compiled = new Map<string, { readonly query: ValidateFunction; readonly body: ValidateFunction }>();

  function compile(route: Route): { readonly query: ValidateFunction; readonly body: ValidateFunction } {
    const known = compiled.get(route.operationId);
    if (known !== undefined) return known;
    const schema = { type: 'object', additionalProperties: false, properties: route.query ?? {} };
    const checks = {
      query: forQuery.compile(schema),
      body: forBody.compile(route.body ?? { type: 'object', maxProperties: 0 }),
    };
    compiled.set(route.operationId, checks);
    return checks;
  }

  return (route, params, body) => {
    const checks = compile(route);
    const query = toQuery(params);
    requireValid(checks.query, query, 'the query');
    const checkedBody = body ?? {};
    requireValid(checks.body, checkedBody, 'the body');
    return { query, body: checkedBody as Readonly<Record<string, unknown>> };
  };
}

function toQuery(params: URLSearchParams): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of params) {
    if (name in query)
      throw new ExecutionError('ERR_EXECUTION_REQUEST', 'a parameter of the query stands twice');
    query[name] = value;
  }
  return query;
}

function requireValid(validate: ValidateFunction, value: unknown, what: string): void {
  if (validate(value)) return;
  const faults = (validate.errors ?? []).slice(0, 5).map(explainFault);
  throw new ExecutionError('ERR_EXECUTION_REQUEST', `${what} is wrong: ${faults.join('; ')}`);
}

function explainFault({ instancePath, message = 'is wrong', params, keyword }: ErrorObject): string {
  const allowed =
    keyword === 'enum' ? `: ${(params as { allowedValues: string[] }).allowedValues.join(', ')}` : '';
  return `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message}${allowed}`;
}
