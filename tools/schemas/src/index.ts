export {
  type GeneratedSchemas,
  type GeneratedSet,
  generateSchemas,
  type SchemaSources,
} from './generate-schemas.ts';
export { listDifferingFiles, writeSchemaFiles } from './schema-files.ts';
export { SchemasError } from './schemas-error.ts';
