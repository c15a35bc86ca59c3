import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFleet } from './testing/temporary-fleet.ts';

const PROGRAM = join(import.meta.dirname, 'testing', 'synth-program.ts');

/** Runs a synth in a process of its own and gives the id of its commit, which holds every byte of the tree. */
function synthElsewhere(
  root: string,
  deploy: string,
  environment: Readonly<Record<string, string>> = {},
  umask = '022',
): string {
  const command = `umask ${umask} && exec "${process.execPath}" "${PROGRAM}" "${root}" "${deploy}"`;
  const printed = execFileSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  const { commit, problems } = JSON.parse(printed) as { commit: string; problems: readonly unknown[] };
  expect(problems).toStrictEqual([]);
  return commit;
}

describe('two synths of the same configuration', () => {
  it('give the same commit in two folders, another locale, time zone, and umask', () => {
    using fleet = createTemporaryFleet();
    const first = synthElsewhere(fleet.root, fleet.deploy);

    const elsewhere = synthElsewhere(
      fleet.root,
      join(fleet.root, 'elsewhere'),
      {
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        TZ: 'Pacific/Kiritimati',
        GIT_AUTHOR_NAME: 'somebody',
        GIT_DIR: '/nowhere',
        CDK8S_LEGACY_HASH: '1',
        CDK8S_DISABLE_SORT: '1',
      },
      '077',
    );

    expect(elsewhere).toBe(first);
  });

  it('give the same commit whatever the order in which the regions were written', () => {
    using fleet = createTemporaryFleet();
    const first = synthElsewhere(fleet.root, fleet.deploy);
    const copy = join(fleet.root, 'copy');
    mkdirSync(join(copy, 'regions'), { recursive: true });
    for (const name of readdirSync(join(fleet.root, 'regions')).sort().reverse()) {
      cpSync(join(fleet.root, 'regions', name), join(copy, 'regions', name), { recursive: true });
    }

    expect(synthElsewhere(copy, join(copy, 'deploy'))).toBe(first);
  });
});
