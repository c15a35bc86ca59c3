/** A JSON Schema (draft-07 vocabulary plus the keywords `celRule` and `listMapKeys`) as handed to ajv. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly contains?: JsonSchema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly allOf?: readonly (JsonSchema | boolean)[];
  readonly anyOf?: readonly (JsonSchema | boolean)[];
  readonly oneOf?: readonly (JsonSchema | boolean)[];
  readonly not?: JsonSchema | boolean;
  /** A translated validation rule of the API server: `holds` must accept the value. */
  readonly celRule?: TranslatedRule;
  /** Fields by which the items of a list are told apart; the API server refuses two with equal ones. */
  readonly listMapKeys?: { readonly fields: readonly ListMapKey[] };
}

/** One field of a list's key, and its value where an item leaves it out. */
export interface ListMapKey {
  readonly name: string;
  readonly fallback?: string | number | boolean;
}

/** A CEL rule as JSON Schema, with the message that the API server would give. */
export interface TranslatedRule {
  readonly message: string;
  readonly holds: JsonSchema;
}
