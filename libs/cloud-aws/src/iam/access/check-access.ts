import type {
  AccessCheck,
  GrantedDocuments,
  MissingAction,
  NeededAction,
  RenderedObject,
} from '@atoll/cloud';
import {
  type AccessDecision,
  evaluateAccess,
  matchesAction,
  type NamedDocument,
  parsePolicyDocument,
  statementsOf,
  valuesOf,
} from '@atoll/iam-policy';
import type { AwsRegion } from '../../aws-region.ts';
import { DEPLOYMENT } from '../kind-actions/list-needs.ts';
import { identityOf, listHolders } from './access-holder.ts';
import { isAssuming, neededActions } from './needed-actions.ts';

/** The documents by which a role's requests are decided. */
interface Grants {
  readonly identity: readonly NamedDocument[];
  readonly boundary: NamedDocument | undefined;
  /** Trust policy; undefined: not known. */
  readonly trust: NamedDocument | undefined;
}

/**
 * Compares what is needed with what is granted, request by request, by IAM's rules.
 *
 * With documents of the owner only the Deployment role is looked at, since they are its documents.
 *
 * @throws AppError ERR_IAM_POLICY when a document of the owner is no policy
 */
export function checkAccess(
  objects: readonly RenderedObject[],
  region: AwsRegion,
  granted?: GrantedDocuments,
): AccessCheck {
  const grants = granted === undefined ? toOwnGrants(region) : new Map([[DEPLOYMENT, toGrants(granted)]]);
  const needs = neededActions(objects, region).filter(({ role }) => grants.has(role));
  const looked = needs.filter(
    (need) => !isAssuming(need, region) || grants.get(need.role)?.trust !== undefined,
  );
  const missing = looked.flatMap((need): MissingAction[] => {
    const own = grants.get(need.role) as Grants;
    const decision = decide(need, own, region);
    return decision.verdict === 'allowed' ? [] : [{ ...need, reason: explainDenial(decision, own.boundary) }];
  });
  return {
    checked: looked.length,
    missing,
    unused: [...grants].flatMap(([role, own]) => listUnused(role, own, needs)),
  };
}

function toOwnGrants(region: AwsRegion): ReadonlyMap<string, Grants> {
  return new Map(
    listHolders(region).map((holder) => {
      const trust = { name: `trust policy of ${holder.cloudName}`, document: holder.documents.trust };
      return [holder.role, { identity: identityOf(holder), boundary: holder.boundary, trust }];
    }),
  );
}

function toGrants({ policies, trust, boundary }: GrantedDocuments): Grants {
  const parse = (name: string, document: unknown) => ({
    name,
    document: parsePolicyDocument(name, document),
  });
  return {
    identity: policies.map(({ name, document }) => parse(name, document)),
    boundary: boundary === undefined ? undefined : parse('boundary', boundary),
    trust: trust === undefined ? undefined : parse('trust', trust),
  };
}

function decide(
  need: NeededAction,
  { identity, boundary, trust }: Grants,
  region: AwsRegion,
): AccessDecision {
  if (isAssuming(need, region) && trust !== undefined) return decideTrust(need, trust, region);
  const request = { action: need.action, resource: need.resource, context: need.context };
  return evaluateAccess({ identity, ...(boundary === undefined ? {} : { boundary }) }, request);
}

/**
 * Gives what a trust policy says to the control plane that wants to become the Deployment role.
 *
 * The caller's own account lets it do so by policies that are not the owner's: only the trust is looked at.
 *
 * @throws AppError ERR_IAM_POLICY when the document is no policy
 */
export function decideTrust(
  need: NeededAction,
  trust: { readonly name: string; readonly document: unknown },
  region: AwsRegion,
): AccessDecision {
  const arn = region.cloudOrganization.controlPlaneRoleArn;
  const policy = { name: trust.name, document: parsePolicyDocument(trust.name, trust.document) };
  const resource = { policy, caller: { arn }, account: arn.split(':')[4] ?? '', isRequired: true };
  const request = { action: need.action, resource: need.resource, context: need.context };
  return evaluateAccess({ identity: [], resource }, request);
}

/** Says why a request is not allowed: by which statement, for which boundary, or because nothing allows it. */
export function explainDenial(
  { verdict, statement }: AccessDecision,
  boundary: NamedDocument | undefined,
): string {
  const place =
    statement === undefined
      ? ''
      : `${statement.sid ?? `statement ${statement.index + 1}`} of ${statement.policy}`;
  if (verdict === 'explicitDeny') return `denied by ${place}`;
  if (verdict === 'outsideBoundary') return `allowed by ${place}, but outside the boundary ${boundary?.name}`;
  return 'nothing allows it';
}

/** Patterns that no need of the role fits; the table's roles hold what people may need, so nothing there is unused. */
function listUnused(
  role: string,
  { identity }: Grants,
  needs: readonly NeededAction[],
): AccessCheck['unused'] {
  if (role !== DEPLOYMENT) return [];
  const actions = new Set(needs.filter((need) => need.role === role).map(({ action }) => action));
  return identity.flatMap(({ name: policy, document }) =>
    statementsOf(document).flatMap((statement, index) => {
      if (statement.Effect === 'Deny') return [];
      const patterns = valuesOf(statement.Action).filter(
        (pattern) => ![...actions].some((action) => matchesAction(action, pattern)),
      );
      const sid = statement.Sid ?? `statement ${index + 1}`;
      return patterns.map((action) => ({ role, policy, statement: sid, action }));
    }),
  );
}
