export type { AwsRegion } from './aws-region.ts';
export { kubeconfigSecretOf } from './bootstrap.ts';
export { aws } from './cloud.ts';
export type { AwsObservedSpec, AwsOrganizationSpec, AwsRegionSpec } from './spec-schema.ts';
export { type Ingress, toIngress } from './to-ingress.ts';
export { awsFieldRows } from './drift/aws-field-rows.ts';
