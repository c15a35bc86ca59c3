import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boundaryDocuments } from '../iam/boundaries.ts';
import { deploymentRoleDocuments } from '../iam/deployment-role.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { renderCloudFormation } from './render-cloudformation.ts';
import { bundleRegions } from './testing/bundle-regions.ts';

/** Most bytes that CloudFormation takes without a bucket. Source: CloudFormation quotas. */
const TEMPLATE_LIMIT = 51_200;

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy: string;
  readonly UpdateReplacePolicy: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Rules: unknown;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: unknown;
}

function listPolicies({ Resources }: Template, fate: string): readonly unknown[] {
  return Object.values(Resources)
    .filter(({ Type, DeletionPolicy }) => Type === 'AWS::IAM::ManagedPolicy' && DeletionPolicy === fate)
    .map(
      ({ Properties: { ManagedPolicyName: name, Description: description, PolicyDocument: document } }) => ({
        name,
        description,
        document,
      }),
    );
}

describe.each(bundleRegions)('the template for a region with %s', (_what, region) => {
  const text = renderCloudFormation(region);
  const template = parse(text) as Template;

  it('holds exactly the documents of the Deployment role and of the boundaries', () => {
    const { trust, policies } = deploymentRoleDocuments(region);

    expect(listPolicies(template, 'Delete')).toStrictEqual(policies);
    expect(listPolicies(template, 'Retain')).toStrictEqual(boundaryDocuments(region).policies);
    expect(template.Resources['DeploymentRole']?.Properties['AssumeRolePolicyDocument']).toStrictEqual(trust);
  });

  it('is taken by CloudFormation as it is: ASCII, and not too long', () => {
    expect(text).toMatch(/^[\n -~]+$/);
    expect(text.length).toBeLessThan(TEMPLATE_LIMIT);
  });

  it('has the same bytes every time', () => {
    expect(renderCloudFormation(region)).toBe(text);
  });
});

describe(renderCloudFormation, () => {
  const template = parse(renderCloudFormation(exampleRegion())) as Template;

  it('refuses every account but the one that its documents name', () => {
    expect(template.Rules).toStrictEqual({
      RightAccount: {
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '111122223333'] },
            AssertDescription: 'This template is for account 111122223333.',
          },
        ],
      },
    });
  });

  it('makes the role with its policies, tags and longest session', () => {
    const { AssumeRolePolicyDocument: _, ...properties } =
      template.Resources['DeploymentRole']?.Properties ?? {};

    expect(properties).toStrictEqual({
      RoleName: 'atoll-aws-eu-west-1-deployment',
      Description: 'Atoll acts as this role for region aws-eu-west-1.',
      MaxSessionDuration: 3600,
      ManagedPolicyArns: [
        { Ref: 'DeploymentPolicy' },
        { Ref: 'DeploymentDataPolicy' },
        { Ref: 'DeploymentIamPolicy' },
      ],
      Tags: [
        { Key: 'atoll:managed-by', Value: 'atoll' },
        { Key: 'atoll:region', Value: 'aws-eu-west-1' },
      ],
    });
  });

  it('lets the boundaries outlive the stack, and nothing else', () => {
    const kept = Object.entries(template.Resources).filter(
      ([, { DeletionPolicy, UpdateReplacePolicy }]) =>
        DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
    );

    expect(kept.map(([id]) => id)).toStrictEqual(['OperatorsPolicy', 'WorkloadsPolicy']);
  });
});
