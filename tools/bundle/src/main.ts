import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleCli } from './bundle-cli.ts';

const TARGET = 'apps/cli/dist/atoll.mjs';
const BYTES_PER_MB = 1_000_000;

const { text, warnings } = await bundleCli();
for (const warning of warnings) process.stderr.write(`esbuild: ${warning}\n`);
const path = join(import.meta.dirname, '..', '..', '..', TARGET);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, text);
chmodSync(path, 0o755);
process.stdout.write(
  `${TARGET}: ${(text.length / BYTES_PER_MB).toFixed(1)} MB\nNext: node ${TARGET} --help\n`,
);
