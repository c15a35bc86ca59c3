import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleAgent } from './bundle-agent.ts';
import { bundleCli } from './bundle-cli.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BYTES_PER_MB = 1_000_000;
const PROGRAMS = [
  { target: 'apps/cli/dist/atoll.mjs', bundle: bundleCli, next: 'node apps/cli/dist/atoll.mjs --help' },
  {
    target: 'apps/agent/dist/agent.mjs',
    bundle: bundleAgent,
    next: 'docker build --file apps/agent/Dockerfile .',
  },
];

for (const { target, bundle, next } of PROGRAMS) {
  const { text, warnings } = await bundle();
  for (const warning of warnings) process.stderr.write(`esbuild: ${warning}\n`);
  const path = join(ROOT, target);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  process.stdout.write(`${target}: ${(text.length / BYTES_PER_MB).toFixed(1)} MB\nNext: ${next}\n`);
}
