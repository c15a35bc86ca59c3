import type { AwsRegion } from '../aws-region.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';

/** What a statement says, in a person's words; no full stop. */
type Words = (region: AwsRegion) => string;

/**
 * The statements of the Deployment role's policies and of its trust, by Sid.
 *
 * Words only: the documents are made elsewhere, and a test fails for a statement without words.
 */
const words: Readonly<Record<string, Words>> = {
  Running: () =>
    'Create, read, change and delete networks and machines (EC2), Kubernetes clusters (EKS), log groups (CloudWatch Logs), databases (RDS) and DNS zones (Route 53), **everywhere in the account**',
  Holding: () =>
    'Create, read, change and delete buckets (S3) and secrets (Secrets Manager) with their content, **everywhere in the account**',
  Keys: () => 'Create and manage keys (KMS)',
  KeysThroughServices: ({ location }) =>
    `Use keys only where a service of ${location} asks for it on its behalf, never to decrypt something by hand`,
  Sts: () => 'Ask who it is (STS)',
  OwnRoles: ({ names }) => `Assume the roles \`${names.of('*')}\`, where they trust it`,
  ReadIam: () => 'Read IAM',
  OwnIam: ({ names }) =>
    `Create, change and delete roles, policies and instance profiles that are called \`${names.of('*')}\`, and hand these roles to services`,
  ServiceLinkedRoles: () =>
    'Create the service-linked roles of EKS, EC2 Auto Scaling, Elastic Load Balancing, RDS and Transit Gateway',
  NoPeople: () =>
    'Make or change users, groups, access keys, passwords, MFA devices, identity providers or account settings',
  OnlyWithBoundary: ({ names }) =>
    `Create or fill a role that is not within one of the two boundaries, \`${names.of('operators')}\` and \`${names.of('workloads')}\``,
  KeepBoundaries: () => 'Take a boundary from a role',
  OwnersOnly: () => 'Change itself, its own policies or a boundary, those of other Atoll regions included',
  KeepLocks: () => 'Delete backups before their lock ends (S3 governance mode)',
  OwnersKey: ({ cloudSpec }) => `Change, disable or delete your key \`${cloudSpec.customerKeyArn ?? ''}\``,
  OwnersKeyForServices: () =>
    'Hand on the use of that key other than to a service that asks for it on its behalf',
};

/** Gives what the Allow or the Deny statements of policies say, in their order. */
export function statementWordsOf(
  region: AwsRegion,
  documents: readonly PolicyDocument[],
  effect: 'Allow' | 'Deny',
): readonly string[] {
  return documents
    .flatMap((document) => document.Statement)
    .filter((statement) => statement.Effect === effect)
    .map(({ Sid }) => words[Sid]?.(region) ?? `Statement ${Sid}`);
}
