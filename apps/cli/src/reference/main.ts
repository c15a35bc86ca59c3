import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI_REFERENCE_PATH, cliReference } from './cli-reference.ts';

writeFileSync(join(import.meta.dirname, '..', '..', '..', '..', CLI_REFERENCE_PATH), cliReference());
process.stdout.write(`${CLI_REFERENCE_PATH}\n`);
