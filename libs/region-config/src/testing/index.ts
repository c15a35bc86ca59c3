export { type ArbitraryOverrides, arbitraryFromSchema } from './arbitrary-from-schema.ts';
export { findUndocumented } from './schema-documentation.ts';
