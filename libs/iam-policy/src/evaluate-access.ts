import { appliesStatement } from './applies-statement.ts';
import { accountOf, type Caller, matchesPrincipal, type PrincipalMatch } from './matches-principal.ts';
import { type NamedDocument, type PolicyStatement, statementsOf } from './policy-document.ts';
import type { AccessRequest } from './request.ts';

/**
 * What IAM answers, and why.
 *
 * `outsideBoundary` and `outsideSession`: the role's own policies would allow it, the boundary or session policy does not.
 */
export type Verdict = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'outsideBoundary' | 'outsideSession';

/** The statement that decided. */
export interface DecidingStatement {
  /** Name of the policy. */
  readonly policy: string;
  /** Sid, or undefined where it has none. */
  readonly sid: string | undefined;
  /** Place in the policy, from 0. */
  readonly index: number;
}

/** A verdict; without a statement where none applied. */
export interface AccessDecision {
  readonly verdict: Verdict;
  readonly statement?: DecidingStatement;
}

/** Everything that has a say about a request. */
export interface AccessPolicies {
  /** Policies of the role or user: one that allows is enough. */
  readonly identity: readonly NamedDocument[];
  /** The permissions boundary, which has to allow as well. */
  readonly boundary?: NamedDocument;
  /** Policies of the session, one of which has to allow as well. */
  readonly session?: readonly NamedDocument[];
  /** Policy of the resource, such as a role's trust policy. */
  readonly resource?: ResourcePolicy;
}

/** A policy that stands on the resource and says who may. */
export interface ResourcePolicy {
  readonly policy: NamedDocument;
  readonly caller: Caller;
  /** Account that the resource belongs to. */
  readonly account: string;
  /** True for trust policies and key policies: nothing is allowed that they do not allow. */
  readonly isRequired: boolean;
}

interface Found extends DecidingStatement {
  readonly match?: PrincipalMatch;
}

/**
 * Gives what IAM answers to a request: an explicit Deny anywhere, then what is missing, then Allow.
 *
 * Source: IAM User Guide, "Policy evaluation logic", within one account and for cross-account requests. Policies of the
 * organization (SCPs, RCPs) are not known here and may deny more.
 */
export function evaluateAccess(policies: AccessPolicies, request: AccessRequest): AccessDecision {
  const { identity, boundary, session, resource } = policies;
  const limits = [...(boundary === undefined ? [] : [boundary]), ...(session ?? [])];
  const denial = find([...identity, ...limits], 'Deny', request) ?? findInResource(resource, 'Deny', request);
  if (denial !== undefined) return decide('explicitDeny', denial);
  const own = find(identity, 'Allow', request);
  const granted = findInResource(resource, 'Allow', request);
  const allowing = chooseAllowing(own, granted, resource);
  if (allowing === undefined) return { verdict: 'implicitDeny' };
  if (bypassesLimits(granted, resource)) return decide('allowed', allowing);
  if (boundary !== undefined && find([boundary], 'Allow', request) === undefined)
    return decide('outsideBoundary', allowing);
  if (session !== undefined && find(session, 'Allow', request) === undefined)
    return decide('outsideSession', allowing);
  return decide('allowed', allowing);
}

/** Gives the statement that allows, by the rules of one account or of two. */
function chooseAllowing(
  own: Found | undefined,
  granted: Found | undefined,
  resource: ResourcePolicy | undefined,
): Found | undefined {
  if (resource === undefined) return own;
  const account = accountOf(resource.caller);
  const isCross = account !== undefined && account !== resource.account;
  if (isCross) return own === undefined ? undefined : granted;
  if (!resource.isRequired) return own ?? (granted?.match === 'account' ? undefined : granted);
  // An account that is named as a whole lets its own policies decide.
  return granted?.match === 'account' && own === undefined ? undefined : granted;
}

/** A user, a session or a service that the resource names itself is not held by its boundary or session policy. */
function bypassesLimits(granted: Found | undefined, resource: ResourcePolicy | undefined): boolean {
  if (granted?.match !== 'itself' || resource === undefined) return false;
  const { caller } = resource;
  if ('service' in caller) return true;
  const isSame = accountOf(caller) === resource.account;
  const named = JSON.stringify(statementsOf(resource.policy.document)[granted.index]?.Principal ?? '');
  return isSame && named.includes(JSON.stringify(caller.arn)) && !/:role\//.test(caller.arn);
}

function findInResource(
  resource: ResourcePolicy | undefined,
  effect: PolicyStatement['Effect'],
  request: AccessRequest,
): Found | undefined {
  if (resource === undefined) return undefined;
  const found = [...list([resource.policy], effect, request)].flatMap(({ statement, ...place }) => {
    const match = matchesPrincipal(statement, resource.caller);
    return match === undefined ? [] : [{ ...place, match }];
  });
  // Being named oneself counts for more than being of a named account.
  return found.find(({ match }) => match !== 'account') ?? found[0];
}

function find(
  policies: readonly NamedDocument[],
  effect: PolicyStatement['Effect'],
  request: AccessRequest,
): Found | undefined {
  for (const { policy, sid, index } of list(policies, effect, request)) return { policy, sid, index };
  return undefined;
}

/** One by one, since mostly the first is enough. */
function* list(
  policies: readonly NamedDocument[],
  effect: PolicyStatement['Effect'],
  request: AccessRequest,
): Generator<DecidingStatement & { readonly statement: PolicyStatement }> {
  for (const { name, document } of policies) {
    const scope = { context: request.context, hasVariables: document.Version === '2012-10-17' };
    for (const [index, statement] of statementsOf(document).entries()) {
      if (statement.Effect === effect && appliesStatement(statement, request, scope))
        yield { policy: name, sid: statement.Sid, index, statement };
    }
  }
}

function decide(verdict: Verdict, { policy, sid, index }: Found): AccessDecision {
  return { verdict, statement: { policy, sid, index } };
}
