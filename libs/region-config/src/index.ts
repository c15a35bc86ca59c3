export {
  type AccessGrantConfig,
  accessGrantSchema,
  FOUR_EYES_ROLE,
  grantNamePattern,
  operatorRoles,
} from './access-grant-schema.ts';
export { isSamePerson, longestGrantHours } from './check-rules.ts';
export { composeSchema } from './compose-schema.ts';
export { type ConfigKind, configKinds, fileOfKind, slugOfKind } from './config-kind.ts';
export {
  type ConfigParser,
  createConfigParser,
  type Parsed,
  type ParsedConfig,
  type ParsedRegion,
} from './config-parser.ts';
export { type CloudSchemas, documentationKeywords, type SchemaNode } from './documented-schema.ts';
export { editFields, type FieldEdit } from './edit-fields.ts';
export {
  type ExplainedChild,
  explainField,
  type FieldExplanation,
  UnknownPathError,
} from './explain-field.ts';
export type { Place } from './fault.ts';
export { type FreezeConfig, freezeSchema } from './freeze-schema.ts';
export { instantForm, parseInstant, renderInstant } from './instant.ts';
export { type Leaf, listLeaves } from './list-leaves.ts';
export { type AnswerField, answerFieldOf, parseAnswer, renderAnswer } from './new-region/answer-field.ts';
export { type NewRegion, renderNewRegion } from './new-region/render-new-region.ts';
export { nearestName } from './nearest-name.ts';
export { type ObservedConfig, observedSchema } from './observed-schema.ts';
export { type OrganizationConfig, organizationSchema } from './organization-schema.ts';
export { configApiVersion, type RegionConfig, regionNamePattern, regionSchema } from './region-schema.ts';
export { cidrForm, cidrPattern } from './region-schema-network.ts';
export { renderExplanation } from './render-explanation.ts';
export { renderReference } from './render-reference.ts';
export { INDENT, renderRow } from './render-row.ts';
export { renderSchemaFile } from './render-schema-file.ts';
export { wrapText } from './wrap-text.ts';
