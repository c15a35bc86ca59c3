import { holdsCondition } from './holds-condition.ts';
import { matchesAction } from './matches-action.ts';
import { matchesResource } from './matches-arn.ts';
import { type OneOrMany, type PolicyStatement, valuesOf } from './policy-document.ts';
import { resolveVariables, type VariableScope } from './policy-variables.ts';
import type { AccessRequest } from './request.ts';

/** Tells whether a statement says something about a request; whom it is about is told by {@link matchesPrincipal}. */
export function appliesStatement(
  statement: PolicyStatement,
  request: AccessRequest,
  scope: VariableScope,
): boolean {
  return (
    appliesAction(statement, request.action) &&
    appliesResource(statement, request.resource, scope) &&
    holdsCondition(statement.Condition ?? {}, scope)
  );
}

/** Tells whether Action or NotAction of a statement takes in an action. */
export function appliesAction({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const isAmong = (element: OneOrMany) => valuesOf(element).some((pattern) => matchesAction(action, pattern));
  return NotAction === undefined ? isAmong(Action ?? []) : !isAmong(NotAction);
}

/** A trust policy names no resource: it is about its own role. */
function appliesResource(
  { Resource, NotResource }: PolicyStatement,
  resource: string,
  scope: VariableScope,
): boolean {
  const isAmong = (element: OneOrMany) =>
    valuesOf(element).some((value) => {
      const pattern = resolveVariables(value, scope);
      return pattern !== undefined && matchesResource(resource, pattern);
    });
  return NotResource === undefined ? Resource === undefined || isAmong(Resource) : !isAmong(NotResource);
}
