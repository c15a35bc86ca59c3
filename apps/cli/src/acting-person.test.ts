import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nameActor } from './acting-person.ts';

const root = mkdtempSync(join(tmpdir(), 'atoll-actor-'));
const gitConfig = join(root, 'gitconfig');
writeFileSync(gitConfig, '[user]\n  name = Ann Other\n');
const PATH = process.env['PATH'];
const NONE = { PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

afterAll(() => rmSync(root, { recursive: true }));

describe(nameActor, () => {
  it('takes the name that is said, before all others', async () => {
    const name = await nameActor('bob', { root, environment: { ...NONE, GIT_CONFIG_GLOBAL: gitConfig } });

    expect(name).toBe('bob');
  });

  it('takes the name in Git when none is said', async () => {
    const name = await nameActor(undefined, {
      root,
      environment: { ...NONE, GIT_CONFIG_GLOBAL: gitConfig },
    });

    expect(name).toBe('Ann Other');
  });

  it('takes the name of the system where Git knows none', async () => {
    expect(await nameActor(undefined, { root, environment: NONE })).toBe(userInfo().username);
  });

  it.each([
    ['an empty one', '  '],
    ['one with a line break', 'ann\nroot'],
    ['one that is too long', 'a'.repeat(201)],
  ])('refuses %s', async (_what, name) => {
    await expect(nameActor(name, { root, environment: NONE })).rejects.toMatchObject({ code: 'ERR_ACTOR' });
  });
});
