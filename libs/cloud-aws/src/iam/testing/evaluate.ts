import { evaluateAccess, type RequestContext } from '@atoll/iam-policy';
import type { NamedPolicy, PolicyDocument } from '../policy-document.ts';

/** A request as IAM sees it. */
export interface Request {
  readonly action: string;
  /** ARN; absent: an action that knows no resources, which only `*` matches. */
  readonly resource?: string;
  readonly context?: RequestContext;
}

/** What policies say about a request: an explicit Deny wins, then an Allow, else nothing allows it. */
export type Verdict = 'allowed' | 'denied' | 'not allowed';

/** Account of a caller and a role whose trust is asked, so that the trust policy alone decides. */
const ANY_ACCOUNT = '000000000000';

/** Evaluates identity policies and, where there is one, the boundary; both have to allow. */
export function evaluate(
  policies: readonly NamedPolicy[],
  request: Request,
  boundary?: NamedPolicy,
): Verdict {
  const { verdict } = evaluateAccess(
    { identity: policies, ...(boundary === undefined ? {} : { boundary }) },
    { ...request, resource: request.resource ?? '*' },
  );
  if (verdict === 'explicitDeny') return 'denied';
  return verdict === 'allowed' ? 'allowed' : 'not allowed';
}

/** Evaluates a trust policy for one caller. */
export function trusts(trust: PolicyDocument, principal: string, request: Request): boolean {
  const caller = principal.startsWith('arn:') ? { arn: principal } : { service: principal };
  const account = principal.split(':')[4] ?? ANY_ACCOUNT;
  const policy = { name: 'trust', document: trust };
  const { verdict } = evaluateAccess(
    { identity: [], resource: { policy, caller, account, isRequired: true } },
    { ...request, resource: request.resource ?? '*' },
  );
  return verdict === 'allowed';
}
