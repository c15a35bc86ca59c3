import { stringify } from 'yaml';
import type { AwsRegion } from '../aws-region.ts';
import { type BundleParts, type BundlePolicy, bundlePartsOf } from './bundle-parts.ts';

/** A boundary stays when the stack goes: a role whose boundary is gone may do nothing, and the region would stand still. */
const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/** The role and its policies go with the stack, so that deleting it takes the access back. */
const GOING = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' } as const;

/** Gives the bundle as a CloudFormation template. */
export function renderCloudFormation(region: AwsRegion): string {
  const parts = bundlePartsOf(region);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Atoll region ${region.name}: what its owner gives, the Deployment role and both permissions boundaries.`,
    Rules: { RightAccount: rightAccount(parts) },
    Resources: {
      ...toResources(parts.boundaries, KEPT),
      ...toResources(parts.policies, GOING),
      DeploymentRole: toRole(parts),
    },
    Outputs: toOutputs(parts),
  };
  const text = stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
  return `${renderHead(region)}${text}`;
}

/** Gives the logical id of a policy, such as `DeploymentDataPolicy`. */
function idOf({ thing }: BundlePolicy): string {
  return `${thing.replaceAll(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase())}Policy`;
}

/** Every document names the account, so elsewhere the stack would only fail later. */
function rightAccount({ account }: BundleParts): unknown {
  return {
    Assertions: [
      {
        Assert: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, account] },
        AssertDescription: `This template is for account ${account}.`,
      },
    ],
  };
}

function toResources(policies: readonly BundlePolicy[], fate: object): Record<string, unknown> {
  return Object.fromEntries(
    policies.map((policy) => [
      idOf(policy),
      {
        Type: 'AWS::IAM::ManagedPolicy',
        ...fate,
        Properties: {
          ManagedPolicyName: policy.name,
          Description: policy.description,
          PolicyDocument: policy.document,
        },
      },
    ]),
  );
}

function toRole({ role, policies, tags }: BundleParts): unknown {
  return {
    Type: 'AWS::IAM::Role',
    ...GOING,
    Properties: {
      RoleName: role.name,
      Description: role.description,
      MaxSessionDuration: role.sessionSeconds,
      AssumeRolePolicyDocument: role.trust,
      ManagedPolicyArns: policies.map((policy) => ({ Ref: idOf(policy) })),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
  };
}

function toOutputs({ boundaries }: BundleParts): Record<string, unknown> {
  const role = {
    DeploymentRoleArn: {
      Description: 'The role that Atoll acts as.',
      Value: { 'Fn::GetAtt': ['DeploymentRole', 'Arn'] },
    },
  };
  const arns = boundaries.map((policy) => [
    `${idOf(policy)}Arn`,
    { Description: policy.description, Value: { Ref: idOf(policy) } },
  ]);
  return { ...role, ...Object.fromEntries(arns) };
}

function renderHead({ name }: AwsRegion): string {
  return `# Made by \`atoll region bootstrap ${name} --format cloudformation\`; \`--summary\` says what it allows.
# CloudFormation cannot tag managed policies; the role carries the tags of the region.
# Deleting the stack deletes the role and its policies. The two boundaries stay, since the region's roles need them.
`;
}
