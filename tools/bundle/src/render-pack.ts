import { brotliCompressSync, constants } from 'node:zlib';

/** Of Brotli: the highest, 11, takes twenty times as long for a tenth less. */
const QUALITY = 9;

/** An ES module; it may import built-in modules, and others of its pack by `./<name>`. */
export interface PackedModule {
  readonly name: string;
  readonly text: string;
}

/** Gives Node the modules of the pack under `atoll:<name>`; each is unpacked when something imports it. */
const LOADER = `
registerHooks({
  resolve(specifier, context, next) {
    const isInside = specifier.startsWith('./') && context.parentURL?.startsWith('atoll:');
    if (isInside) return { url: 'atoll:' + specifier.slice(2), shortCircuit: true };
    return specifier.startsWith('atoll:') ? { url: specifier, shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    const packed = url.startsWith('atoll:') ? modules[url.slice(6)] : undefined;
    if (packed === undefined) return next(url, context);
    const source = brotliDecompressSync(Buffer.from(packed, 'base64'));
    return { format: 'module', source, shortCircuit: true };
  },
});`;

/**
 * Gives one ES module that holds others and runs `entry`.
 *
 * Each module stays compressed until something imports it, because compiling 4 MB of text takes 84 ms, and showing
 * help needs a twentieth of it.
 */
export function renderPack(modules: readonly PackedModule[], entry: string): string {
  const rows = modules
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => `  ${JSON.stringify(name)}: '${compress(text)}',\n`);
  return `#!/usr/bin/env node
import { registerHooks } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';

const modules = {
${rows.join('')}};
${LOADER}

await import('atoll:${entry}');
`;
}

function compress(text: string): string {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  return brotliCompressSync(text, { params }).toString('base64');
}
