import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../../..');
const PROGRAM = join(ROOT, 'apps/cli/bin/atoll.mjs');

/** The linter of AWS, as a command; `.ci/run` installs it, and without it these tests are skipped outside of CI. */
const LINTER = process.env['ATOLL_CFN_LINT'];

const regions = readdirSync(join(ROOT, 'regions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'fleet')
  .map(({ name }) => name);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'atoll-cfn-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(template: string): { readonly code: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(LINTER ?? '', ['--include-checks', 'I', '--', template], {
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

it.runIf(process.env['CI'] === 'true')('cfn-lint is there in CI, as ATOLL_CFN_LINT', () => {
  expect(LINTER).toBeDefined();
});

describe.skipIf(LINTER === undefined)('cfn-lint (set ATOLL_CFN_LINT to its command)', () => {
  it.each(regions)('finds nothing in the CloudFormation template of %s, not even advice', (region) => {
    const template = join(folder, `${region}.cfn.yaml`);
    const words = ['region', 'bootstrap', region, '--format', 'cloudformation', '--out', template];

    const made = spawnSync(process.execPath, [PROGRAM, ...words], { cwd: ROOT, encoding: 'utf8' });

    expect([made.status, made.stderr]).toStrictEqual([0, '']);
    expect(lint(template)).toStrictEqual({ code: 0, said: '' });
  });

  it('finds what is wrong with a template that is broken', () => {
    const { code, said } = lint(join(ROOT, 'package.json'));

    expect(code).not.toBe(0);
    expect(said).toMatch(/E\d{4}/);
  });
});
