import { describe, expect, it } from 'vitest';
import { appliesStatement } from './applies-statement.ts';
import type { PolicyStatement } from './policy-document.ts';
import type { RequestContext } from './request.ts';

function applies(
  statement: Omit<PolicyStatement, 'Effect'>,
  {
    action = 's3:GetObject',
    resource = 'arn:aws:s3:::b/k',
    context = {},
  }: {
    readonly action?: string;
    readonly resource?: string;
    readonly context?: RequestContext;
  } = {},
): boolean {
  const request = { action, resource, context };
  return appliesStatement({ Effect: 'Allow', ...statement }, request, { context, hasVariables: true });
}

describe('Action ("IAM JSON policy elements: Action" and "NotAction")', () => {
  it.each([
    ['*', 'ec2:RunInstances', true],
    ['ec2:*', 'ec2:RunInstances', true],
    ['ec2:*', 'ec2-instance-connect:SendSSHPublicKey', false],
    ['iam:*AccessKey*', 'iam:CreateAccessKey', true],
    ['iam:*AccessKey*', 'iam:ListAccessKeys', true],
    ['IAM:LISTACCESSKEYS', 'iam:ListAccessKeys', true],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:GetObject?', 's3:GetObject', false],
    ['s3:GetObject', 's3:GetObjectAcl', false],
    ['s3:Get*', 'S3:getobject', true],
  ])('%s takes in %s: %s', (Action, action, expected) => {
    expect(applies({ Action, Resource: '*' }, { action })).toBe(expected);
  });

  it.each([
    ['iam:*', 's3:GetObject', true],
    ['iam:*', 'iam:CreateUser', false],
    [['iam:*', 's3:*'], 's3:GetObject', false],
  ])('NotAction %j takes in %s: %s', (NotAction, action, expected) => {
    expect(applies({ NotAction, Resource: '*' }, { action })).toBe(expected);
  });
});

describe('Resource ("IAM JSON policy elements: Resource" and "NotResource")', () => {
  it.each([
    ['*', 'arn:aws:s3:::b/k', true],
    ['*', '*', true],
    ['arn:aws:s3:::b/*', '*', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::B/*', 'arn:aws:s3:::b/k', false],
    ['arn:aws:s3:::b?/k', 'arn:aws:s3:::b1/k', true],
    [
      'arn:aws:iam::111122223333:user/Development/product_1234/*',
      'arn:aws:iam::111122223333:user/Development/product_1234/Nikhil',
      true,
    ],
    ['arn:aws:sns:*:111122223333:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
    ['arn:aws:sns:eu-*-1:111122223333:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
    ['arn:aws:sns:eu-*-1:topic', 'arn:aws:sns:eu-west:x-1:topic', false],
    ['arn:aws:ec2:*:instance/*', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1', true],
    ['arn:aws:logs:*:*:log-group:a*c', 'arn:aws:logs:eu-west-1:1:log-group:a:b:c', true],
  ])('%s takes in %s: %s', (Resource, resource, expected) => {
    expect(applies({ Action: '*', Resource }, { resource })).toBe(expected);
  });

  it('takes any of several resources', () => {
    expect(applies({ Action: '*', Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b/k'] })).toBe(true);
  });

  it.each([
    [['arn:aws:s3:::b', 'arn:aws:s3:::b/*'], false],
    [['arn:aws:s3:::other'], true],
  ])('NotResource %j takes in arn:aws:s3:::b/k: %s', (NotResource, expected) => {
    expect(applies({ Action: '*', NotResource })).toBe(expected);
  });

  it('takes a statement without Resource, as a trust policy has it', () => {
    expect(applies({ Action: 's3:GetObject' })).toBe(true);
  });
});

describe('policy variables ("IAM policy elements: Variables and tags")', () => {
  const own = 'arn:aws:s3:::b/${aws:username}/*';

  it.each<[string, string, RequestContext, boolean]>([
    [own, 'arn:aws:s3:::b/bob/x', { 'aws:username': 'bob' }, true],
    [own, 'arn:aws:s3:::b/bob/x', { 'AWS:UserName': 'bob' }, true],
    [own, 'arn:aws:s3:::b/eve/x', { 'aws:username': 'bob' }, false],
    [own, 'arn:aws:s3:::b/bob/x', {}, false],
    [own, 'arn:aws:s3:::b/bob/x', { 'aws:username': ['bob', 'eve'] }, false],
    [own, 'arn:aws:s3:::b/bob/x', { 'aws:username': '*' }, false],
    ["arn:aws:s3:::b/${aws:PrincipalTag/team, 'company-wide'}/*", 'arn:aws:s3:::b/company-wide/x', {}, true],
    [
      "arn:aws:s3:::b/${aws:PrincipalTag/team, 'company-wide'}/*",
      'arn:aws:s3:::b/red/x',
      { 'aws:PrincipalTag/team': 'red' },
      true,
    ],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', {}, true],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', {}, false],
    ['arn:aws:s3:::b/${?}', 'arn:aws:s3:::b/x', {}, false],
    ['arn:aws:s3:::b/${$}x', 'arn:aws:s3:::b/$x', {}, true],
  ])('%s takes in %s with %j: %s', (Resource, resource, context, expected) => {
    expect(applies({ Action: '*', Resource }, { resource, context })).toBe(expected);
  });

  it('are plain text in a policy of version 2008-10-17', () => {
    const context = { 'aws:username': 'bob' };
    const statement: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: own };
    const scope = { context, hasVariables: false };

    const verdicts = ['arn:aws:s3:::b/bob/x', 'arn:aws:s3:::b/${aws:username}/x'].map((resource) =>
      appliesStatement(statement, { action: 's3:GetObject', resource, context }, scope),
    );

    expect(verdicts).toEqual([false, true]);
  });
});
