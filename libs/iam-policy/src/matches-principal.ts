import { type PolicyPrincipal, type PolicyStatement, valuesOf } from './policy-document.ts';

/** Who asks: an IAM entity or session by its ARN, or a service of AWS by its name. */
export type Caller = { readonly arn: string } | { readonly service: string };

/**
 * How a statement names a caller: itself, or only its account, which then decides by its own policies.
 *
 * `everybody` is `*`.
 */
export type PrincipalMatch = 'itself' | 'account' | 'everybody';

/** Session of a role: `arn:aws:sts::111122223333:assumed-role/Name/session`. */
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/**
 * Gives how a statement of a trust or resource policy names a caller; undefined where it does not.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 */
export function matchesPrincipal(statement: PolicyStatement, caller: Caller): PrincipalMatch | undefined {
  const { Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined)
    return matchOf(NotPrincipal, caller) === undefined ? 'everybody' : undefined;
  return Principal === undefined ? undefined : matchOf(Principal, caller);
}

/** Gives the twelve digits of the caller's account; undefined for a service. */
export function accountOf(caller: Caller): string | undefined {
  return 'arn' in caller ? caller.arn.split(':')[4] : undefined;
}

function matchOf(principal: PolicyPrincipal, caller: Caller): PrincipalMatch | undefined {
  if (principal === '*') return 'everybody';
  if ('service' in caller) return valuesOf(principal.Service).includes(caller.service) ? 'itself' : undefined;
  const named = valuesOf(principal.AWS);
  if (named.includes('*')) return 'everybody';
  if (named.includes(caller.arn) || named.includes(roleOfSession(caller.arn) ?? '')) return 'itself';
  return named.some((name) => accountNamed(name) === accountOf(caller)) ? 'account' : undefined;
}

/** An account stands as its twelve digits or as the ARN of its root. */
function accountNamed(name: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
}

/** A session is also its role, whose path the session's ARN does not tell. */
function roleOfSession(arn: string): string | undefined {
  const [, partition, account, name] = SESSION.exec(arn) ?? [];
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
}
