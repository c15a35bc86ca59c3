import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const MEBIBYTE = 1024 * 1024;

/** Nine times nine times … ten levels deep: three billion nodes, once expanded. */
function renderYamlBomb(): string {
  const levels = Array.from({ length: 10 }, (_, level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(item).join(', ')}]\n`;
  });
  return levels.join('');
}

function spoil(repo: TemporaryRepo): void {
  repo.write('regions/bad-binary/region.yaml', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe]));
  repo.write('regions/bad-bomb/region.yaml', renderYamlBomb());
  repo.write('regions/bad-large/region.yaml', '');
  truncateSync(repo.path('regions/bad-large/region.yaml'), 50 * MEBIBYTE);
  mkdirSync(repo.path('regions/bad-folder/region.yaml'), { recursive: true });
  mkdirSync(repo.path('regions/bad-link'));
  symlinkSync('/etc/hostname', repo.path('regions/bad-link/region.yaml'));
  mkdirSync(repo.path('regions/bad-none'));
  repo.write('regions/bad-text/region.yaml', 'no: [yaml\n');
  for (const name of ['-x', '..a', 'A B', '$(id)', 'new\nline', 'red\u001b[31m', 'ünï']) {
    mkdirSync(repo.path(`regions/${name}`));
  }
}

/** A line each, in this order; names of files are printed so that no terminal obeys them. */
const EXPECTED = [
  /^regions\/\$\(id\): the folder has no name of a region: /,
  /^regions\/-x: the folder has no name of a region: /,
  /^regions\/\.\.a: the folder has no name of a region: /,
  /^regions\/A B: the folder has no name of a region: /,
  /^regions\/\\u00fcn\\u00ef: the folder has no name of a region: /,
  /^regions\/bad-binary\/region\.yaml: the file holds NUL bytes: /,
  /^regions\/bad-bomb\/region\.yaml:1:1 a0: anchors and aliases .* are not allowed; /,
  /^regions\/bad-folder\/region\.yaml: the file is a folder; /,
  /^regions\/bad-large\/region\.yaml: the file has 52428800 bytes, at most \d+ are read; /,
  /^regions\/bad-link\/region\.yaml: the file is a symbolic link, /,
  /^regions\/bad-none\/region\.yaml: the file is missing; /,
  /^regions\/bad-text\/region\.yaml:\d+:\d+: /,
  /^regions\/new\\u000aline: the folder has no name of a region: /,
  /^regions\/red\\u001b\[31m: the folder has no name of a region: /,
];

/** Gives the first line about each file or folder. */
function firstLines(stdout: string): readonly string[] {
  const problems = stdout.split('\n').filter((line) => line.startsWith('regions/'));
  return [...Map.groupBy(problems, (line) => line.split(':', 1)[0]).values()].map(([first]) => first ?? '');
}

describe('hostile files under regions/', () => {
  it.each([
    [['validate'], /^10 regions, 3 valid\. \d+ problems\. Next: mend what is named above\.$/m],
    [['synth'], /^10 regions, \d+ objects; 3 rendered in \d+\.\d s\.$/m],
  ])('are named by %j one by one, and the valid regions are not harmed', async (words, totals) => {
    using repo = createTemporaryRepo();
    spoil(repo);

    const { code, stdout, stderr } = await repo.run(words);

    const lines = firstLines(stdout);
    expect(lines).toHaveLength(EXPECTED.length);
    EXPECTED.forEach((pattern, index) => expect(lines[index]).toMatch(pattern));
    expect(stdout).toMatch(totals);
    expect(stdout).not.toMatch(/\u001b|^ {4}at /m);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('stop a region, not the program, when the region is rendered by itself', async () => {
    using repo = createTemporaryRepo();
    spoil(repo);

    const { code, stdout, stderr } = await repo.run(['render', 'bad-large', 'bad-link', 'aws-us-west-2']);

    expect(stdout.split('\n').map((line) => line.slice(0, 40))).toStrictEqual([
      'regions/bad-large/region.yaml: the file ',
      'regions/bad-link/region.yaml: the file i',
      expect.stringMatching(/^aws-us-west-2: \d+ objects in /),
      '',
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('is a link in place of regions/, which is not followed', async () => {
    using repo = createTemporaryRepo();
    repo.remove('regions');
    symlinkSync('/etc', repo.path('regions'));

    const { code, stdout, stderr } = await repo.run(['synth']);

    expect(stderr).toMatch(/regions is a symbolic link, .*\n\(ERR_CONFIG_REPO_MISSING\)\n$/);
    expect(stdout).toBe('');
    expect(repo.has('deploy')).toBe(false);
    expect(code).toBe(1);
  });

  it('cannot make a deploy repository out of a file', async () => {
    using repo = createTemporaryRepo();
    repo.write('deploy', 'a file\n');

    const { code, stderr } = await repo.run(['synth']);

    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stderr).toMatch(/\(ERR_DEPLOY_REPO_[A-Z_]+\)\n$/);
    expect(code).toBe(1);
  });
});
