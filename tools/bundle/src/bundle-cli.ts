import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { renderPack } from './render-pack.ts';

/** Root of the workspace. */
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** CommonJS packages in the bundle ask for built-in modules by `require`, which ESM lacks. */
const REQUIRE_BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(process.execPath);";

/** Stands in the bundle until the digest of all its modules takes its place; as long as the digest. */
const SIGNATURE_PLACE = 'signature-of-the-bundled-code'.padEnd(64, '-');

/** What a bundle is. */
export interface CliBundle {
  readonly text: string;
  /** Warnings of esbuild; a sound bundle has none. */
  readonly warnings: readonly string[];
}

/** Gives the program `atoll` as one file. Equal sources give equal bytes. */
export async function bundleCli(): Promise<CliBundle> {
  const { outputFiles, warnings } = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: 'apps/cli/src/main.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    banner: { js: REQUIRE_BANNER },
    plugins: [signatureOfBundle()],
  });
  const modules = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  const digest = createHash('sha256').update(JSON.stringify(modules)).digest('hex');
  const signed = modules.map(({ name, text }) => ({ name, text: text.replace(SIGNATURE_PLACE, digest) }));
  return { text: renderPack(signed, 'main.js'), warnings: warnings.map((warning) => warning.text) };
}

/** The skip cache is held to the sources' stamps; a bundle has no sources, and is held to itself. */
function signatureOfBundle(): Plugin {
  return {
    name: 'signature-of-bundle',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]source-signature\.ts$/ }, () => ({
        contents: `export function readSourceSignature() { return '${SIGNATURE_PLACE}'; }`,
        loader: 'js',
      }));
    },
  };
}
