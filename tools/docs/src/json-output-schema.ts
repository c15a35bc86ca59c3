import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The type that says what every command prints. */
const SOURCE = 'apps/cli/src/json-outputs.ts';

/**
 * Gives the JSON Schema of what the commands print with `-o json`, one property a command.
 *
 * It is made from the types and their comments, so a document that the schema does not tell cannot be printed.
 */
export function renderJsonOutputSchema(): string {
  const generator = createGenerator({
    path: join(ROOT, SOURCE),
    tsconfig: join(ROOT, 'tsconfig.json'),
    type: 'JsonOutputs',
    // tsc checks them with the rest.
    skipTypeCheck: true,
    topRef: false,
    additionalProperties: false,
  });
  const schema = generator.createSchema('JsonOutputs');
  return `${JSON.stringify({ title: 'What atoll <command> -o json prints', ...schema }, undefined, 2)}\n`;
}
