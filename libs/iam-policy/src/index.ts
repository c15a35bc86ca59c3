export { appliesAction } from './applies-statement.ts';
export {
  type AccessDecision,
  type AccessPolicies,
  type DecidingStatement,
  evaluateAccess,
  type ResourcePolicy,
  type Verdict,
} from './evaluate-access.ts';
export { matchesAction } from './matches-action.ts';
export type { Caller } from './matches-principal.ts';
export { parsePolicyDocument } from './parse-policy-document.ts';
export {
  type NamedDocument,
  type OneOrMany,
  type PolicyCondition,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
  statementsOf,
  valuesOf,
} from './policy-document.ts';
export type { AccessRequest, RequestContext } from './request.ts';
