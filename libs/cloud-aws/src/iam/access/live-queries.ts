import type { LiveQuery, MissingAction, NeededAction, RenderedObject } from '@atoll/cloud';
import { AppError } from '@atoll/core';
import { type AwsRegion, deploymentRoleOf, iamArn } from '../../aws-region.ts';
import { DEPLOYMENT } from '../kind-actions/list-needs.ts';
import { decideTrust, explainDenial } from './check-access.ts';
import { isAssuming, neededActions } from './needed-actions.ts';

/** The official command line of AWS. */
const PROGRAM = 'aws';

/** Actions in one request. Ours: an answer of this size is never cut into pages. */
const MOST_ACTIONS = 50;

/** Keys whose values are lists; the simulator wants to know which. */
const LIST_KEYS = /^aws:TagKeys$|^sts:TransitiveTagKeys$|^route53:ChangeResourceRecordSets/;

/**
 * Gives the questions to AWS: who asks, whom the Deployment role trusts, and what it may do, by IAM's own simulator.
 *
 * Source: IAM API Reference, SimulatePrincipalPolicy: it knows boundaries and organizations, and neither trust policies
 * nor resources' own policies.
 */
export function liveQueries(objects: readonly RenderedObject[], region: AwsRegion): readonly LiveQuery[] {
  const needs = neededActions(objects, region).filter(({ role }) => role === DEPLOYMENT);
  const groups = Map.groupBy(
    needs.filter((need) => !isAssuming(need, region)),
    ({ resource, context }) => JSON.stringify([resource, context]),
  );
  return [
    askWho(region),
    askTrust(
      needs.filter((need) => isAssuming(need, region)),
      region,
    ),
    ...[...groups.values()].flatMap((group) => cut(group).map((some) => simulate(some, region))),
  ];
}

function askWho({ cloudSpec }: AwsRegion): LiveQuery {
  return {
    what: 'who asks',
    program: PROGRAM,
    args: ['sts', 'get-caller-identity', '--output', 'json'],
    checked: 0,
    read(output) {
      const { Account: account } = parseAnswer<{ readonly Account?: string }>(output, 'get-caller-identity');
      if (account === cloudSpec.account) return [];
      throw new AppError(
        'ERR_AWS_ACCOUNT',
        `The AWS CLI is signed in to account ${account ?? 'unknown'}, and the region lies in ${cloudSpec.account}: choose another profile by AWS_PROFILE.`,
      );
    },
  };
}

function askTrust(needs: readonly NeededAction[], region: AwsRegion): LiveQuery {
  const name = deploymentRoleOf(region);
  return {
    what: `whom ${name} trusts`,
    program: PROGRAM,
    args: ['iam', 'get-role', '--role-name', name, '--output', 'json'],
    checked: needs.length,
    read(output) {
      const answer = parseAnswer<{ readonly Role?: { readonly AssumeRolePolicyDocument?: unknown } }>(
        output,
        'get-role',
      );
      const document = answer.Role?.AssumeRolePolicyDocument;
      if (document === undefined) throw noAnswer('get-role');
      return needs.flatMap((need) => {
        const decision = decideTrust(need, { name: `trust policy of ${name}`, document }, region);
        return decision.verdict === 'allowed'
          ? []
          : [{ ...need, reason: explainDenial(decision, undefined) }];
      });
    },
  };
}

/** What the simulator says of one action. */
interface Evaluation {
  readonly EvalActionName: string;
  readonly EvalDecision: string;
  readonly MatchedStatements?: readonly { readonly SourcePolicyId?: string }[];
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary?: boolean };
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations?: boolean };
}

function simulate(needs: readonly NeededAction[], region: AwsRegion): LiveQuery {
  const { resource, context } = needs[0] as NeededAction;
  const question = {
    PolicySourceArn: iamArn(region, 'role', deploymentRoleOf(region)),
    ActionNames: needs.map(({ action }) => action),
    ResourceArns: [resource],
    ContextEntries: Object.entries(context).map(([key, values]) => ({
      ContextKeyName: key,
      ContextKeyValues: [values].flat(),
      ContextKeyType: LIST_KEYS.test(key) ? 'stringList' : 'string',
    })),
  };
  return {
    what: `${needs.length} actions on ${resource}`,
    program: PROGRAM,
    args: [
      ...['iam', 'simulate-principal-policy', '--output', 'json'],
      ...['--cli-input-json', JSON.stringify(question)],
    ],
    checked: needs.length,
    read(output) {
      const answer = parseAnswer<{ readonly EvaluationResults?: readonly Evaluation[] }>(
        output,
        'simulate-principal-policy',
      );
      const results = new Map(
        (answer.EvaluationResults ?? []).map((result) => [result.EvalActionName.toLowerCase(), result]),
      );
      return needs.flatMap((need) => readEvaluation(need, results.get(need.action.toLowerCase())));
    },
  };
}

/** An action without an answer is not taken for allowed. */
function readEvaluation(need: NeededAction, result: Evaluation | undefined): readonly MissingAction[] {
  if (result === undefined) throw noAnswer(`simulate-principal-policy for ${need.action}`);
  if (result.EvalDecision === 'allowed') return [];
  const [matched] = result.MatchedStatements ?? [];
  if (result.EvalDecision === 'explicitDeny')
    return [{ ...need, reason: `denied by ${matched?.SourcePolicyId ?? 'a policy'}` }];
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false)
    return [{ ...need, reason: 'outside of what the organization of the account allows' }];
  if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false)
    return [{ ...need, reason: 'outside the permissions boundary of the role' }];
  return [{ ...need, reason: 'nothing allows it' }];
}

function parseAnswer<Answer>(output: string, command: string): Answer {
  try {
    return JSON.parse(output) as Answer;
  } catch {
    throw noAnswer(command);
  }
}

function noAnswer(command: string): AppError {
  return new AppError(
    'ERR_AWS_CLI',
    `The AWS CLI gave no answer that can be read to ${command}; use version 2 of it, and run the command again.`,
  );
}

function cut(needs: readonly NeededAction[]): readonly (readonly NeededAction[])[] {
  const count = Math.ceil(needs.length / MOST_ACTIONS);
  return Array.from({ length: count }, (_part, index) =>
    needs.slice(index * MOST_ACTIONS, (index + 1) * MOST_ACTIONS),
  );
}
