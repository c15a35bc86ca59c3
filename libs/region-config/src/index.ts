export type { CloudSchemas, SchemaNode } from './documented-schema.ts';
export { type ObservedConfig, observedSchema } from './observed-schema.ts';
export { type OrganizationConfig, organizationSchema } from './organization-schema.ts';
export { configApiVersion, type RegionConfig, regionNamePattern, regionSchema } from './region-schema.ts';
export { cidrPattern } from './region-schema-network.ts';
