import { join } from 'node:path';
import { build } from 'esbuild';
import type { CliBundle } from './bundle-cli.ts';

/** Root of the workspace. */
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** CommonJS packages in the bundle ask for built-in modules by `require`, which ESM lacks. */
const REQUIRE_BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(process.execPath);";

/** Gives the agent as one file: it starts once and runs for weeks, so nothing in it is packed. Equal sources give equal bytes. */
export async function bundleAgent(): Promise<CliBundle> {
  const { outputFiles, warnings } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['apps/agent/src/main.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    // A stack trace of the agent names its functions.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    banner: { js: REQUIRE_BANNER },
  });
  return { text: outputFiles[0]?.text ?? '', warnings: warnings.map((warning) => warning.text) };
}
