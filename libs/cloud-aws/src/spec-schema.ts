export { type AwsObservedSpec, awsObservedSchema } from './observed-schema.ts';
export { type AwsOrganizationSpec, awsOrganizationSchema } from './organization-schema.ts';
export { type AwsRegionSpec, awsRegionSchema } from './region-schema.ts';
