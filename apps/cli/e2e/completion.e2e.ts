import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAtoll } from './testing/run-atoll.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-completion-'));
  for (const name of ['fleet', 'one-east', 'two-west'])
    mkdirSync(join(root, 'regions', name), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

/** What a shell would offer behind these words; the last one is being typed. */
async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout, code } = await runAtoll(['complete', '--', ...words], { cwd: root });
  expect(code).toBe(0);
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0] ?? '');
}

describe('atoll completion', () => {
  it.each([
    [['valid'], ['validate']],
    [
      ['render', ''],
      ['one-east', 'two-west'],
    ],
    [['render', 'two'], ['two-west']],
    [
      ['version', '--output', ''],
      ['text', 'json'],
    ],
    [['synth', '--ver'], ['--verify']],
  ])('offers behind %j: %j', async (words, offered) => {
    expect(await complete(...words)).toStrictEqual(offered);
  });

  it('offers no region where there is no config repository', async () => {
    rmSync(join(root, 'regions'), { recursive: true });

    expect(await complete('render', '')).toStrictEqual([]);
  });

  it('prints for bash a script that bash takes and that completes atoll', async () => {
    const { stdout } = await runAtoll(['completion', 'bash'], { cwd: root });

    const said = execFileSync('bash', ['-c', `${stdout}\ncomplete -p atoll`], { encoding: 'utf8' });
    expect(said).toContain('__atoll_complete atoll');
  });

  it('knows no other shell', async () => {
    const { code, stderr } = await runAtoll(['completion', 'csh'], { cwd: root });

    expect(stderr).toContain('Allowed choices are zsh, bash, fish, powershell.');
    expect(code).toBe(64);
  });
});
