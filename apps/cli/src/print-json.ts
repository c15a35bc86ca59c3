import type { Output } from './cli-context.ts';
import type { JsonOutputs } from './json-outputs.ts';

/** Prints the document of a command: one line, whose form `docs/schemas/cli-output.schema.json` tells. */
export function printJson<Name extends keyof JsonOutputs>(
  stdout: Output,
  _command: Name,
  document: JsonOutputs[Name],
): void {
  stdout.write(`${JSON.stringify(document)}\n`);
}
