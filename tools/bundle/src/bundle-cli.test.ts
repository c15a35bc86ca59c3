import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCli, type CliBundle } from './bundle-cli.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SOURCES = join(ROOT, 'apps/cli/src/main.ts');

let folder = '';
let bundle: CliBundle;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atoll-bundle-'));
  bundle = await bundleCli();
  writeFileSync(join(folder, 'atoll.mjs'), bundle.text);
  cpSync(join(ROOT, 'regions'), join(folder, 'regions'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** Runs a program in the temporary folder, where there is no node_modules. */
async function run(program: string, ...words: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), TZ: 'UTC' };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { cwd: folder, env });
  return stdout;
}

describe(bundleCli, () => {
  it('gives no warning', () => {
    expect(bundle.warnings).toStrictEqual([]);
  });

  it('gives the same bytes again', async () => {
    expect((await bundleCli()).text === bundle.text).toBe(true);
  });

  it('shows the help that the sources show', async () => {
    const packed = join(folder, 'atoll.mjs');

    expect(await run(packed, '--help')).toBe(await run(SOURCES, '--help'));
  });

  it('renders the bytes that the sources render, far from their node_modules', async () => {
    await run(join(folder, 'atoll.mjs'), 'synth', '--deploy', 'by-bundle');
    await run(SOURCES, 'synth', '--deploy', 'by-sources');

    const trees = ['by-bundle', 'by-sources'].map((name) => treeOf(join(folder, name)));
    const [first, second] = await Promise.all(trees);
    expect(first).toMatch(/^[0-9a-f]{40}\n$/);
    expect(second).toBe(first);
  });

  it('knows in the next run that nothing changed', async () => {
    const again = await run(join(folder, 'atoll.mjs'), 'synth', '--deploy', 'by-bundle');

    expect(again).toContain('0 rendered');
  });
});

async function treeOf(repository: string): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', repository, 'rev-parse', 'main^{tree}']);
  return stdout;
}
