import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type GitHttpServer, startGitHttpServer } from '@atoll/deploy-repo/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const HOOK = join(import.meta.dirname, '..', 'hooks', 'pre-receive');
const COMMIT = '1'.repeat(40);
const ABSENT = '0'.repeat(40);
/** One region's name begins with the other's. */
const USERS = { 'agent-eu': 'token-of-eu', 'agent-eu-1': 'token-of-eu-1', alice: 'token-of-alice' };

const GIT_ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-hook-'));
});
afterAll(() => {
  rmSync(root, { recursive: true, maxRetries: 3 });
});

describe('the pre-receive hook behind a server', () => {
  let server: GitHttpServer;
  let work: string;
  beforeAll(async () => {
    server = await startGitHttpServer({ root, users: USERS });
    const remote = server.createRepository('config.git');
    mkdirSync(join(remote, 'hooks'), { recursive: true });
    copyFileSync(HOOK, join(remote, 'hooks', 'pre-receive'));
    work = join(root, 'work');
    git(root, 'init', '--quiet', '-b', 'main', work);
    commit();
    expect((await push('alice', 'main')).status).toBe(0);
    // What is on the remote already would not be pushed at all.
    commit();
  });
  afterAll(() => server.close());

  function commit() {
    const person = ['-c', 'user.name=P', '-c', 'user.email=p@example.org'];
    git(work, ...person, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  }

  /** Waits without blocking: the server answers from this process. */
  async function push(user: keyof typeof USERS, ...refspecs: readonly string[]) {
    const url = `${server.url.replace('//', `//${user}:${USERS[user]}@`)}/config.git`;
    const child = spawn('git', ['-C', work, 'push', '--force', url, ...refspecs], { env: GIT_ENVIRONMENT });
    const [words, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    return { status: status as number | null, words };
  }

  it.each([
    ['a person', 'alice', 'main:refs/heads/feature'],
    ['a person', 'alice', 'main:refs/heads/agent/eu/by-hand'],
    ['the agent of a region', 'agent-eu', 'main:refs/heads/agent/eu/grow-1'],
    ['the agent of a region whose name is longer', 'agent-eu-1', 'main:refs/heads/agent/eu-1/grow-1'],
    ['the agent that takes its proposal back', 'agent-eu', ':refs/heads/agent/eu/grow-1'],
  ] as const)('lets %s (%s) push %s', async (_, user, refspec) => {
    expect(await push(user, refspec)).toMatchObject({ status: 0 });
  });

  it('keeps proposals of observed values to the agent of the control plane', async () => {
    const { status, words } = await push('agent-eu', 'main:refs/heads/agent/eu/observed-1');

    expect(status).toBe(1);
    expect(words).toContain('agent-eu may not push refs/heads/agent/eu/observed-1');
  });

  it.each([
    ['main:refs/heads/main', 'refs/heads/main'],
    [':refs/heads/main', 'refs/heads/main'],
    ['main:refs/heads/agent/eu-1/grow-2', 'refs/heads/agent/eu-1/grow-2'],
    ['main:refs/heads/agent/eu', 'refs/heads/agent/eu'],
    ['main:refs/heads/agent/eu/a/b', 'refs/heads/agent/eu/a/b'],
    ['main:refs/tags/agent/eu/x', 'refs/tags/agent/eu/x'],
    ['main:refs/heads/x/agent/eu/y', 'refs/heads/x/agent/eu/y'],
  ])('refuses that an agent pushes %s', async (refspec, ref) => {
    const { status, words } = await push('agent-eu', refspec);

    expect(status).toBe(1);
    expect(words).toContain(
      `remote: atoll: agent-eu may push only to refs/heads/agent/eu/<id>, not to ${ref}`,
    );
  });

  it('refuses that the agent of eu-1 takes the region eu for its own', async () => {
    const { words } = await push('agent-eu-1', 'main:refs/heads/agent/eu/1-x');

    expect(words).toContain(
      'remote: atoll: agent-eu-1 may push only to refs/heads/agent/eu-1/<id>, not to refs/heads/agent/eu/1-x',
    );
  });

  it('accepts nothing of a push of which one branch is refused', async () => {
    const before = git(join(root, 'config.git'), 'for-each-ref');

    const { status } = await push('agent-eu', 'main:refs/heads/agent/eu/grow-3', 'main:refs/heads/main-2');

    expect(status).toBe(1);

    expect(git(join(root, 'config.git'), 'for-each-ref')).toBe(before);
  });
});

describe('the pre-receive hook', () => {
  it.each([
    ['GitLab', {}, { GL_USERNAME: 'agent-eu' }],
    ['Gitea', {}, { GITEA_PUSHER_NAME: 'agent-eu' }],
    [
      'a host with a variable of its own',
      { 'atoll.identityVariable': 'WHO' },
      { WHO: 'agent-eu', REMOTE_USER: 'x' },
    ],
    ['a pattern of its own', { 'atoll.agentPattern': 'svc-<region>-bot' }, { REMOTE_USER: 'svc-eu-bot' }],
    ['an account typed in another case', {}, { REMOTE_USER: 'Agent-EU' }],
  ])('knows the agent by %s', (_, settings, environment) => {
    expect(run(settings, environment, 'refs/heads/agent/eu/x')).toEqual({ status: 0, words: '' });
    expect(run(settings, environment, 'refs/heads/main').words).toMatch(
      /^atoll: \S+ may push only to refs\/heads\/agent\/eu\/<id>, not to refs\/heads\/main\natoll: nothing was accepted: /,
    );
  });

  it.each([
    ['nobody is named', {}, {}, 'this Git host does not say who pushes'],
    [
      'the named variable is empty',
      { 'atoll.identityVariable': 'WHO' },
      { REMOTE_USER: 'alice' },
      'this Git host does not say who pushes',
    ],
    [
      'the variable is no name',
      { 'atoll.identityVariable': 'A;id' },
      { REMOTE_USER: 'alice' },
      'atoll.identityVariable is no name of a variable: A;id',
    ],
    [
      'the pattern has no place for the region',
      { 'atoll.agentPattern': 'agent' },
      { REMOTE_USER: 'alice' },
      'atoll.agentPattern must hold <region>: agent',
    ],
    [
      'an agent has no region',
      {},
      { REMOTE_USER: 'agent-' },
      'agent- is named like an agent, but names no region',
    ],
    [
      'a region is a path',
      {},
      { REMOTE_USER: 'agent-eu/../us' },
      'is named like an agent, but names no region',
    ],
    ['a region is a pattern', {}, { REMOTE_USER: 'agent-*' }, 'is named like an agent, but names no region'],
    ['an account holds a blank', {}, { REMOTE_USER: 'agent-eu ' }, 'the name of the account holds a blank'],
  ])('refuses everything when %s', (_, settings, environment, words) => {
    const ended = run(settings, environment, 'refs/heads/agent/eu/x');

    expect(ended.status).toBe(1);
    expect(ended.words).toContain(words);
  });

  it('lets a person through whose name has an agent in it', () => {
    expect(run({}, { REMOTE_USER: 'my-agent-eu' }, 'refs/heads/main').status).toBe(0);
  });

  it('refuses everything where its settings cannot be read', () => {
    const broken = mkdtempSync(join(root, 'broken-'));

    expect(run({}, { REMOTE_USER: 'alice', GIT_CONFIG_COUNT: 'x' }, 'refs/heads/main', broken)).toMatchObject(
      {
        status: 1,
        words: expect.stringContaining(
          'the configuration of this repository cannot be read; nothing was accepted',
        ),
      },
    );
  });
});

/** Runs the hook as Git would. */
function run(
  settings: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
  ref: string,
  folder = mkdtempSync(join(root, 'repository-')),
) {
  git(folder, 'init', '--quiet', '--bare');
  for (const [name, value] of Object.entries(settings)) {
    git(folder, 'config', name, value);
  }
  const ended = spawnSync(HOOK, [], {
    cwd: folder,
    env: { ...GIT_ENVIRONMENT, GIT_DIR: folder, ...environment },
    input: `${ABSENT} ${COMMIT} ${ref}\n`,
    encoding: 'utf8',
  });
  return { status: ended.status, words: ended.stderr };
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { env: GIT_ENVIRONMENT, encoding: 'utf8' });
}
