import type { AccessFinding } from '@atoll/cloud';
import { type AccessRequest, evaluateAccess, matchesAction, statementsOf } from '@atoll/iam-policy';
import type { AwsRegion } from '../../aws-region.ts';
import { columnsOf, type OperatorRole, operatorTable } from '../operator-table.ts';
import { MANAGED_POLICY_LIMIT, policySize, TRUST_POLICY_LIMIT } from '../policy-document.ts';
import { actionsOf, awsServices } from '../service-actions.ts';
import { type AccessHolder, identityOf } from './access-holder.ts';
import { listEscalations } from './escalations.ts';

/** An instant at which grants that are pretended for the lint are live. */
const WHILE_GRANTED = { 'aws:CurrentTime': '2000-01-01T00:00:00Z' };

/** Gives what is wrong with one role: its size, guarded actions that it lets through, ways to more rights. */
export function lintHolder(holder: AccessHolder, region: AwsRegion): readonly AccessFinding[] {
  return [...lintSizes(holder), ...lintGuarded(holder, region), ...lintEscalations(holder, region)];
}

function lintSizes({ cloudName, documents, boundary }: AccessHolder): readonly AccessFinding[] {
  const policies = [...documents.policies, ...(boundary === undefined ? [] : [boundary])];
  const sized = [
    ...policies.map(({ name, document }) => ({
      name,
      size: policySize(document),
      limit: MANAGED_POLICY_LIMIT,
    })),
    { name: `trust policy of ${cloudName}`, size: policySize(documents.trust), limit: TRUST_POLICY_LIMIT },
  ];
  return sized
    .filter(({ size, limit }) => size > limit)
    .map(({ name, size, limit }) => ({
      rule: 'document-size',
      severity: 'error',
      subject: name,
      message: `${size} characters without white space; IAM takes ${limit}.`,
    }));
}

/** Guarded actions are for roles with all four verbs; no pattern of another role may let one through. */
function lintGuarded(holder: AccessHolder, region: AwsRegion): readonly AccessFinding[] {
  if (holder.kind === 'owner' || holder.kind === 'workload' || holdsGuarded(holder, region)) return [];
  const identity = identityOf(holder);
  return actionsOf(awsServices, ['guarded']).flatMap((action) => {
    const request = { action: action.replaceAll('*', ''), resource: '*', context: WHILE_GRANTED };
    const { verdict, statement } = evaluateAccess({ identity }, request);
    if (verdict !== 'allowed' || statement === undefined) return [];
    const patterns = identity
      .filter(({ name }) => name === statement.policy)
      .flatMap(({ document }) => statementsOf(document)[statement.index]?.Action ?? [])
      .filter((pattern) => matchesAction(request.action, pattern));
    const message = `${patterns.join(', ')} in ${statement.sid} of ${statement.policy} lets ${holder.role} do ${action}, which gives out contents or rights; deny it.`;
    return [{ rule: 'guarded-wildcard', severity: 'error', subject: holder.role, message } as const];
  });
}

function holdsGuarded({ role }: AccessHolder, region: AwsRegion): boolean {
  const custom = region.roles.find(({ name }) => name === role);
  const row = operatorTable[custom?.from ?? (role as OperatorRole)];
  const verbs = custom?.verbs ?? row.verbs;
  return columnsOf({ ...row, verbs }).includes('guarded');
}

function lintEscalations(holder: AccessHolder, region: AwsRegion): readonly AccessFinding[] {
  const policies = {
    identity: identityOf(holder),
    ...(holder.boundary === undefined ? {} : { boundary: holder.boundary }),
  };
  return listEscalations(holder, region).flatMap(({ what, ...request }) => {
    const asked: AccessRequest = { ...request, context: { ...WHILE_GRANTED, ...request.context } };
    const { verdict, statement } = evaluateAccess(policies, asked);
    if (verdict !== 'allowed') return [];
    const place = `${statement?.sid} of ${statement?.policy}`;
    const message = `${holder.role} may ${what} (${request.action} on ${request.resource}, by ${place}); deny it.`;
    return [{ rule: 'escalation', severity: 'error', subject: holder.role, message } as const];
  });
}
