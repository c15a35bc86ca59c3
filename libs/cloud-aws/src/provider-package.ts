import type { AwsOrganizationSpec } from './spec-schema.ts';

/** Package of the ProviderConfig kinds, on which all others depend. */
export const FAMILY_PACKAGE = 'provider-family-aws';

/** Gives the name of the package that serves an API group: `ec2.aws.m.upbound.io` → `provider-aws-ec2`. */
export function providerPackageOf(group: string): string {
  const [service = ''] = group.split('.');
  return service === 'aws' ? FAMILY_PACKAGE : `provider-aws-${service}`;
}

/** Gives the reference that Crossplane pulls: registry, name, version, and the digest where one is pinned. */
export function renderPackage(providers: AwsOrganizationSpec['providers'], name: string): string {
  const digest = providers.digests[name];
  const tagged = `${providers.registry}/${name}:${providers.version}`;
  return digest === undefined ? tagged : `${tagged}@${digest}`;
}
