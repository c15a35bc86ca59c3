import type { CliContext, Output } from '../cli-context.ts';
import { createProgram } from '../create-program.ts';
import { renderCliReference } from './render-cli-reference.ts';

const SILENT: Output = { isTerminal: false, hasColor: false, write: () => undefined };

/** What a command sees while only its help is asked for. */
const NOWHERE: CliContext = {
  root: '/',
  environment: {},
  stdout: SILENT,
  stderr: SILENT,
  now: () => new Date(0),
};

/** Where the page stands, from the root of the repository. */
export const CLI_REFERENCE_PATH = 'docs/reference/cli.md';

/** Gives the reference page of `atoll`. */
export function cliReference(): string {
  return renderCliReference(createProgram(NOWHERE, () => undefined));
}
