import type { LiveQuery } from '@atoll/cloud';
import { AppError } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { buildRegion } from '../../testing/build-region.ts';
import { exampleRegion } from '../../testing/example-region.ts';
import { deploymentRoleDocuments } from '../deployment-role.ts';
import { access } from './access.ts';

const region = exampleRegion();
const queries = access.liveQueries(buildRegion(region), region);
const [who, trust, ...simulations] = queries as [LiveQuery, LiveQuery, ...LiveQuery[]];

interface Question {
  readonly ActionNames: readonly string[];
  readonly ContextEntries: readonly { readonly ContextKeyName: string; readonly ContextKeyType: string }[];
}

function questionOf({ args }: LiveQuery): Question {
  return JSON.parse(args.at(-1) ?? '') as Question;
}

function answer(query: LiveQuery, toResult: (action: string) => object): string {
  return JSON.stringify({
    EvaluationResults: questionOf(query).ActionNames.map((name) => ({
      EvalActionName: name,
      ...toResult(name),
    })),
  });
}

describe('the questions to AWS', () => {
  it('ask for the same needs as the check by documents', () => {
    const { policies, trust: document } = deploymentRoleDocuments(region);
    const { checked } = access.checkAccess(buildRegion(region), region, {
      policies,
      trust: document,
      boundary: undefined,
    });

    expect(queries.reduce((sum, query) => sum + query.checked, 0)).toBe(checked);
  });

  it('begin with who asks, and stop in another account', () => {
    const read = () => who.read('{"Account":"999999999999","Arn":"arn:aws:iam::999999999999:user/x"}');

    expect(who.args).toEqual(['sts', 'get-caller-identity', '--output', 'json']);
    expect(who.read('{"Account":"111122223333"}')).toEqual([]);
    expect(read).toThrow(
      new AppError(
        'ERR_AWS_ACCOUNT',
        'The AWS CLI is signed in to account 999999999999, and the region lies in 111122223333: choose another profile by AWS_PROFILE.',
      ),
    );
  });

  it('judge the trust policy that AWS shows, since the simulator knows none', () => {
    const { trust: document } = deploymentRoleDocuments(region);
    const toRole = (text: string) => `{"Role":{"AssumeRolePolicyDocument":${text}}}`;
    const changed = JSON.stringify(document).replaceAll('example-external-id-1', 'another-external-id-1');

    expect(trust.args.slice(0, 4)).toEqual([
      'iam',
      'get-role',
      '--role-name',
      'atoll-aws-eu-west-1-deployment',
    ]);
    expect(trust.read(toRole(JSON.stringify(document)))).toEqual([]);
    expect(trust.read(toRole(changed)).map(({ action, reason }) => [action, reason])).toEqual([
      ['sts:AssumeRole', 'nothing allows it'],
    ]);
  });

  it('give the tags of the request as the simulator wants them', () => {
    const making = simulations.find((query) =>
      questionOf(query).ActionNames.includes('ec2:CreateVpc'),
    ) as LiveQuery;
    const types = questionOf(making).ContextEntries.map(({ ContextKeyName, ContextKeyType }) => [
      ContextKeyName,
      ContextKeyType,
    ]);

    expect(types).toContainEqual(['aws:RequestTag/atoll:region', 'string']);
    expect(types).toContainEqual(['aws:TagKeys', 'stringList']);
  });

  it.each<[string, object, string | undefined]>([
    ['allowed', { EvalDecision: 'allowed' }, undefined],
    ['not allowed', { EvalDecision: 'implicitDeny' }, 'nothing allows it'],
    [
      'denied',
      { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'guardrail' }] },
      'denied by guardrail',
    ],
    [
      'outside the boundary',
      {
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      },
      'outside the permissions boundary of the role',
    ],
    [
      'outside the organization',
      { EvalDecision: 'implicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
      'outside of what the organization of the account allows',
    ],
  ])('read what is %s', (_name, result, reason) => {
    const [query] = simulations as [LiveQuery];

    const missing = query.read(answer(query, () => result));

    expect(missing.map((need) => need.reason)).toEqual(
      reason === undefined ? [] : questionOf(query).ActionNames.map(() => reason),
    );
  });

  it.each(['', 'no JSON', '{"EvaluationResults":[]}'])('take %j for no answer', (output) => {
    const [query] = simulations as [LiveQuery];

    expect(() => query.read(output)).toThrow(AppError);
  });
});
