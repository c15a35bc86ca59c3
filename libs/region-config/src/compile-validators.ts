import { Ajv, type ValidateFunction } from 'ajv';
import { composeOpenSchema } from './compose-schema.ts';
import type { BlockPlace, ConfigKind } from './config-kind.ts';
import { type CloudSchemas, documentationKeywords, type SchemaNode } from './documented-schema.ts';

/** Checks and completes the values of one kind; each function is compiled when it is first asked for. */
export interface Validators {
  /** Validator of a kind's file, whatever its cloud blocks hold. It sets defaults in the value. */
  ofKind(kind: ConfigKind): ValidateFunction;
  /** Validator of one block of a cloud, such as `region`. It sets defaults in the value. */
  ofBlock(block: BlockPlace['block'], cloud: CloudSchemas): ValidateFunction;
}

/** Gives the validators of every kind, for the given clouds. */
export function createValidators(clouds: readonly CloudSchemas[]): Validators {
  const compiled = new Map<string, ValidateFunction>();
  const ajv = new Ajv({
    allErrors: true,
    // The schemas are part of the program and checked by its tests; compiling the meta-schema is half the start.
    meta: false,
    validateSchema: false,
    discriminator: true,
    strict: true,
    // A choice names its type as required and leaves the field itself to the branches.
    strictRequired: false,
    useDefaults: true,
    verbose: true,
  });
  ajv.addVocabulary([...documentationKeywords]);
  const compile = (key: string, toSchema: () => SchemaNode): ValidateFunction => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const validate = ajv.compile(toSchema());
    compiled.set(key, validate);
    return validate;
  };
  return {
    ofKind: (kind) => compile(kind, () => composeOpenSchema(kind, clouds)),
    ofBlock: (block, cloud) => compile(`${block}/${cloud.cloud}`, () => withoutDefault(cloud[block])),
  };
}

/** ajv refuses a default at the top, where it could not set it; a missing block gets it before. */
function withoutDefault({ default: _, ...schema }: SchemaNode): SchemaNode {
  return schema;
}
