import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { AppError } from '@atoll/core';

import { generateSchemas } from './generate-schemas.ts';
import { listDifferingFiles, writeSchemaFiles } from './schema-files.ts';

const USAGE = [
  'usage: node tools/schemas/src/main.ts generate|check --from <folder of releases> [--kubernetes <folder>]',
  '  generate     writes the schemas of tools/schemas/kinds.json into the libraries',
  '  check        writes nothing; prints every differing file and exits with 1 if there is one',
  '  --from       folder with a subfolder of released CRDs for each "folder" of kinds.json',
  '  --kubernetes api/openapi-spec/v3 of a Kubernetes release; without it that set is left as it is',
].join('\n');

/** Exit code for a wrong command line. */
const EXIT_USAGE = 2;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof AppError)) {
    throw error;
  }
  console.error(`${error.code}: ${error.message}`);
  return 1;
});

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { from: { type: 'string' }, kubernetes: { type: 'string' } },
    allowPositionals: true,
  });
  const [command] = positionals;
  if ((command !== 'generate' && command !== 'check') || values.from === undefined) {
    console.error(USAGE);
    return EXIT_USAGE;
  }
  const from = resolve(values.from);
  const kubernetes = values.kubernetes === undefined ? {} : { kubernetes: resolve(values.kubernetes) };
  const { sets, skipped } = await generateSchemas({ root: ROOT, from, ...kubernetes });
  for (const set of skipped) {
    console.log(`${set}: left as it is; give --kubernetes <api/openapi-spec/v3 of a release>`);
  }
  const differing = await (command === 'check'
    ? listDifferingFiles(ROOT, sets)
    : writeSchemaFiles(ROOT, sets));
  for (const path of differing) {
    console.log(`${command === 'check' ? 'differs' : 'wrote'} ${path}`);
  }
  return command === 'check' && differing.length > 0 ? 1 : 0;
}
