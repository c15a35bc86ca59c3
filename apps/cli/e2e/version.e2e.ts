import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { runAtoll } from './testing/run-atoll.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('atoll version', () => {
  it.each([
    [['version'], `atoll ${packageJson.version} (node ${process.versions.node})\n`],
    [['version', '-o', 'json'], `{"atoll":"${packageJson.version}","node":"${process.versions.node}"}\n`],
    [['--version'], `atoll ${packageJson.version}\n`],
  ])('%j prints the versions', async (words, text) => {
    const run = await runAtoll(words, { cwd: tmpdir() });

    expect(run).toStrictEqual({ code: 0, stdout: text, stderr: '' });
  });

  it('runs by the name that npm links, so that npx finds it', () => {
    const path = `${dirname(process.execPath)}:${process.env['PATH']}`;

    const stdout = execFileSync(join(ROOT, 'node_modules/.bin/atoll'), ['--version'], {
      encoding: 'utf8',
      env: { PATH: path },
    });

    expect(stdout).toBe(`atoll ${packageJson.version}\n`);
  });
});
