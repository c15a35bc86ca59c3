import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../docs/schemas/cli-output.schema.json'), 'utf8'),
) as { readonly properties: Readonly<Record<string, object>>; readonly definitions: object };

/** Gives what is wrong with a document that a command printed; empty where it is as its schema tells. */
export function listSchemaFaults(command: string, document: unknown): readonly string[] {
  const own = SCHEMA.properties[command];
  if (own === undefined) return [`the schema does not tell of ${command}`];
  const validate = new Ajv({ allErrors: true, strict: false }).compile({
    ...own,
    definitions: SCHEMA.definitions,
  });
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
