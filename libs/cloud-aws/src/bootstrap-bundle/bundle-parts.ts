import { type AwsRegion, deploymentRoleOf, iamArn } from '../aws-region.ts';
import { boundaryDocuments } from '../iam/boundaries.ts';
import { deploymentRoleDocuments } from '../iam/deployment-role.ts';
import { operatorTable } from '../iam/operator-table.ts';
import {
  type NamedPolicy,
  type PolicyDocument,
  renderPolicy,
  TRUST_POLICY_LIMIT,
} from '../iam/policy-document.ts';

/** A policy of the bundle. */
export interface BundlePolicy extends NamedPolicy {
  /** What it is within the region, such as `deployment-data`: the last part of its name. */
  readonly thing: string;
  readonly arn: string;
}

/** Everything that the owner makes, by whatever means. */
export interface BundleParts {
  readonly account: string;
  /** Policies that bound every role of the region; they outlive the Deployment role. */
  readonly boundaries: readonly BundlePolicy[];
  /** Policies that the Deployment role holds. */
  readonly policies: readonly BundlePolicy[];
  readonly role: {
    readonly name: string;
    readonly arn: string;
    readonly description: string;
    readonly trust: PolicyDocument;
    /** Longest session, in seconds. */
    readonly sessionSeconds: number;
  };
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Gives what the bundle of a region consists of: the very documents that the region relies on.
 *
 * @throws AppError ERR_AWS_POLICY_SIZE when IAM would refuse one of them as too long
 */
export function bundlePartsOf(region: AwsRegion): BundleParts {
  const { trust, policies } = deploymentRoleDocuments(region);
  const name = deploymentRoleOf(region);
  const toPart = (policy: NamedPolicy): BundlePolicy => {
    renderPolicy(policy.name, policy.document);
    const thing = policy.name.slice(region.names.of('').length);
    return { ...policy, thing, arn: iamArn(region, 'policy', policy.name) };
  };
  renderPolicy(name, trust, TRUST_POLICY_LIMIT);
  return {
    account: region.cloudSpec.account,
    boundaries: boundaryDocuments(region).policies.map(toPart),
    policies: policies.map(toPart),
    role: {
      name,
      arn: iamArn(region, 'role', name),
      description: `Atoll acts as this role for region ${region.name}.`,
      trust,
      sessionSeconds: operatorTable.deployment.sessionSeconds,
    },
    tags: region.tags,
  };
}
