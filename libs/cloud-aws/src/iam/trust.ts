import type { AwsRegion } from '../aws-region.ts';
import { REGION_TAG } from './arns.ts';
import { type Condition, type PolicyDocument, type Statement, toPolicy } from './policy-document.ts';

/** A time span in which a principal may assume a role. */
export interface Grant {
  /** ARN of who may; absent: the organization's operations identity. */
  readonly principal?: string;
  /** First instant, ISO 8601 in UTC. */
  readonly from: string;
  /** First instant after it, ISO 8601 in UTC. */
  readonly until: string;
  /** Name that the session must have, so that what it did can be found, and ended; absent: any. */
  readonly session?: string;
  /** Whether the span is over and only sessions of it may last: nobody is trusted any more. */
  readonly isOver?: boolean;
}

/** Begins and ends at one instant: no request is ever inside. */
export const CLOSED: Grant = { from: '1970-01-01T00:00:00Z', until: '1970-01-01T00:00:00Z' };

/**
 * Trusts the control plane alone, with the region's external id; its session has to carry the region's tag.
 *
 * Tagging the session stands apart, since the external id belongs to sts:AssumeRole only.
 */
export function trustControlPlane(region: AwsRegion): PolicyDocument {
  const principal = { AWS: region.cloudOrganization.controlPlaneRoleArn };
  return toPolicy([
    trustStatement({ sid: 'ControlPlane', principal, condition: withExternalId(region) }),
    trustStatement({
      sid: 'ControlPlaneSessionTag',
      principal,
      actions: ['sts:TagSession'],
      condition: { StringEquals: { [`aws:RequestTag/${REGION_TAG}`]: region.name } },
    }),
  ]);
}

/** Trusts the operations identity alone, at any time, with the region's external id. */
export function trustOperations(region: AwsRegion): PolicyDocument {
  const principal = { AWS: region.cloudOrganization.operationsPrincipalArn };
  return toPolicy([trustStatement({ sid: 'Operations', principal, condition: withExternalId(region) })]);
}

/** Trusts these identities alone, at any time, with the region's external id. */
export function trustSubjects(region: AwsRegion, subjects: readonly string[]): PolicyDocument {
  const condition = withExternalId(region);
  return toPolicy(
    subjects.map((arn, index) =>
      trustStatement({ sid: `Subject${index + 1}`, principal: { AWS: arn }, condition }),
    ),
  );
}

/**
 * Trusts nobody outside the grants' time spans; without a grant nobody at all.
 *
 * A trust policy needs a statement with a principal, so "nobody" is the one principal in a span that holds no instant:
 * the same text at every synth, no clock, and a grant only changes the bounds.
 */
export function trustDuring(region: AwsRegion, grants: readonly Grant[]): PolicyDocument {
  const open = grants.filter(({ isOver }) => isOver !== true);
  return toPolicy(trustGrants(region, open.length === 0 ? [CLOSED] : open));
}

/** Gives a statement a grant, each in its span and, where the grant has one, under its session name. */
export function trustGrants(region: AwsRegion, grants: readonly Grant[]): readonly Statement[] {
  return grants.map((grant, index) => trustGrant(region, grant, index + 1));
}

/** Trusts a service of AWS under a condition. */
export function trustService(
  service: string,
  condition?: Condition,
  actions?: readonly string[],
): PolicyDocument {
  return toPolicy([trustStatement({ sid: 'Service', principal: { Service: service }, actions, condition })]);
}

function trustGrant(region: AwsRegion, grant: Grant, number: number): Statement {
  return trustStatement({
    sid: `Grant${number}`,
    principal: { AWS: grant.principal ?? region.cloudOrganization.operationsPrincipalArn },
    condition: {
      StringEquals: {
        ...withExternalId(region).StringEquals,
        ...(grant.session === undefined ? {} : { 'sts:RoleSessionName': grant.session }),
      },
      DateGreaterThanEquals: { 'aws:CurrentTime': grant.from },
      DateLessThan: { 'aws:CurrentTime': grant.until },
    },
  });
}

function withExternalId(region: AwsRegion): { readonly StringEquals: Readonly<Record<string, string>> } {
  return { StringEquals: { 'sts:ExternalId': region.cloudSpec.externalId } };
}

function trustStatement(props: {
  readonly sid: string;
  readonly principal: NonNullable<Statement['Principal']>;
  readonly actions?: readonly string[] | undefined;
  readonly condition?: Condition | undefined;
}): Statement {
  return {
    Sid: props.sid,
    Effect: 'Allow',
    Principal: props.principal,
    Action: props.actions ?? ['sts:AssumeRole'],
    ...(props.condition === undefined ? {} : { Condition: props.condition }),
  };
}
