import { AppError } from '@atoll/core';
import type { PolicyCondition, PolicyStatement, PolicyDocument as PolicyText } from '@atoll/iam-policy';

/** Most characters of a managed policy, white space not counted. Source: IAM quotas. */
export const MANAGED_POLICY_LIMIT = 6_144;

/** Most characters of a role's trust policy, white space not counted. Source: IAM quotas, default. */
export const TRUST_POLICY_LIMIT = 2_048;

/** Operators of a condition, their keys and values. */
export type Condition = PolicyCondition;

/** A statement as this cloud writes it: always with a Sid, lists for actions and resources. */
export interface Statement extends PolicyStatement {
  readonly Sid: string;
  readonly Principal?: { readonly AWS: string } | { readonly Service: string };
  readonly Action: readonly string[];
  /** Absent in trust policies. */
  readonly Resource?: readonly string[];
}

/** A policy as this cloud writes it. */
export interface PolicyDocument extends PolicyText {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** A managed policy and its name in IAM. */
export interface NamedPolicy {
  readonly name: string;
  readonly description: string;
  readonly document: PolicyDocument;
}

/** What a role is made of. */
export interface RoleDocuments {
  readonly trust: PolicyDocument;
  readonly policies: readonly NamedPolicy[];
}

/** What a statement allows or denies; without resources it means all. */
export interface StatementProps {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly condition?: Condition | undefined;
}

/** Gives a policy of those statements. */
export function toPolicy(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** Gives an Allow statement. */
export function allow(props: StatementProps): Statement {
  return toStatement('Allow', props);
}

/** Gives a Deny statement. */
export function deny(props: StatementProps): Statement {
  return toStatement('Deny', props);
}

/**
 * Renders a policy as JSON text, one action a line, so that a diff of the manifests shows the action that changed.
 *
 * @param name the policy's or the role's, for the message
 * @throws AppError ERR_AWS_POLICY_SIZE when IAM would refuse the policy as too long
 */
export function renderPolicy(
  name: string,
  document: PolicyDocument,
  limit: number = MANAGED_POLICY_LIMIT,
): string {
  const size = policySize(document);
  if (size > limit) {
    throw new AppError(
      'ERR_AWS_POLICY_SIZE',
      `The policy of ${name} has ${size} characters without white space; IAM takes ${limit}. Move statements to a further policy or shorten the list.`,
    );
  }
  return JSON.stringify(document, undefined, 2);
}

/** Gives the size that IAM counts: characters without white space outside of strings. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}

function toStatement(effect: Statement['Effect'], props: StatementProps): Statement {
  return {
    Sid: props.sid,
    Effect: effect,
    Action: props.actions,
    Resource: props.resources ?? ['*'],
    ...(props.condition === undefined ? {} : { Condition: props.condition }),
  };
}
