/**
 * Actions that know no resources: a policy allows them on `*` or not at all.
 *
 * Source: Service Authorization Reference (2026), actions without a resource type.
 */
const UNSCOPED: readonly RegExp[] = [
  /^ec2:Describe(?!VpcAttribute$)/,
  /^ec2:GetTransitGateway/,
  /^kms:(CreateKey|ListAliases)$/,
  /^route53:(CreateHostedZone|GetChange)$/,
  /^sts:GetCallerIdentity$/,
];

/** Tells whether IAM sees no resource in a request for an action. */
export function isUnscoped(action: string): boolean {
  return UNSCOPED.some((pattern) => pattern.test(action));
}
