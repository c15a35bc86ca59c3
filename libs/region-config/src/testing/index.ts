export { arbitraryAgent } from './arbitrary-agent.ts';
export { type ArbitraryOverrides, arbitraryFromSchema } from './arbitrary-from-schema.ts';
export { findUndocumented } from './schema-documentation.ts';
