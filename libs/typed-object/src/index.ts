export { createSchemaSet, joinSchemaSets, type Validator, type ValidatorError } from './create-schema-set.ts';
export { type KindDefinition } from './kind-definition.ts';
export { ObjectNamespaceError } from './object-namespace-error.ts';
export { ObjectNotPlainError } from './object-not-plain-error.ts';
export {
  CustomResourceDefinition,
  kubernetesKinds,
  kubernetesSchemas,
  PodDisruptionBudget,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from './schemas/index.ts';
export { type SchemaProblem, type SchemaSet } from './schema-set.ts';
export { type RenderedObject, TypedObject, type TypedObjectProps } from './typed-object.ts';
