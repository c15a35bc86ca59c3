import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGitHttpServer } from '../testing/git-http-server.ts';
import { PUBLISHER, type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';
import { redactCredentials, toAuthorization } from './git-credentials.ts';

const A = toFolder('control-plane/a', { 'x.yaml': 'a\n' });
const BASIC = Buffer.from(`${PUBLISHER.username}:${PUBLISHER.token}`).toString('base64');

describe('toAuthorization', () => {
  it('gives Basic with a user name, Bearer without', () => {
    expect(toAuthorization({ username: 'me', token: 't:1' })).toBe('Basic bWU6dDox');
    expect(toAuthorization({ token: 't:1' })).toBe('Bearer t:1');
  });

  it.each([
    { token: '' },
    { token: 's3cret\n' },
    { username: 'me\r', token: 's3cret' },
    { username: 'a:b', token: 's3cret' },
  ])('refuses %j without printing it', (credentials) => {
    expect(() => toAuthorization(credentials)).toThrow(
      expect.objectContaining({
        code: 'ERR_DEPLOY_REPO_AUTH',
        message:
          'the credentials of the remote deploy repository cannot be used: the token is empty, token or user name hold a line end or another control character, or the user name holds a colon; read them again from where they are kept',
      }),
    );
  });
});

describe('redactCredentials', () => {
  it('leaves words without a secret as they are', () => {
    expect(redactCredentials('fatal: https://x/y is gone', { token: 'abc' })).toBe(
      'fatal: https://x/y is gone',
    );
  });
});

describe('the credentials', () => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote('http');
  });
  afterEach(() => remote.remove());

  it('reach the remote with each request, and stand in no argument of a process and no file', async () => {
    const spy = writeSpy(remote);

    await writeFolders(await remote.open('clone', { environment: spy.environment }), [A]);

    expect(new Set(remote.server?.requests.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${BASIC}`]),
    );
    const seen = spy.read();
    expect(seen).toMatch(/push --atomic --porcelain/);
    expect(seen).toMatch(/git-remote-http|remote-http/);
    expect(seen).not.toMatch(/--force|\+refs\/heads\/main/);
    expect(`${seen}${readAll(join(remote.root, 'clone'))}`).not.toMatch(toSecret());
  });

  it('reach only the commands that talk to the remote', async () => {
    const spy = writeSpy(remote);

    await writeFolders(await remote.open('clone', { environment: spy.environment }), [A]);

    const commands = spy
      .read()
      .split('\n')
      .filter((line) => line.includes('with GIT_CONFIG_COUNT'));
    expect(commands.length).toBeGreaterThan(0);
    expect(
      commands.filter(
        (line) =>
          !/ (?:fetch|push|remote-http|send-pack|fetch-pack|index-pack|unpack-objects|pack-objects|rev-list) /.test(
            line,
          ),
      ),
    ).toEqual([]);
  });

  it('may be a token alone', async () => {
    const { token } = PUBLISHER;

    await writeFolders(await remote.open('clone', { credentials: { token } }), [A]);

    expect(remote.server?.requests.at(-1)?.authorization).toBe(`Bearer ${token}`);
  });

  it('outrank a header and a helper of the user', async () => {
    const home = writeUserSettings(remote, [
      `[http "${remote.server?.url}"]\n\textraHeader = Authorization: Basic b3RoZXI6b3RoZXI=`,
      toHelper({ username: 'other', token: 'other' }),
      '[push]\n\tfollowTags = true',
    ]);

    await writeFolders(await remote.open('clone', { environment: { ...process.env, HOME: home } }), [A]);

    expect(remote.server?.requests.every(({ authorization }) => authorization === `Basic ${BASIC}`)).toBe(
      true,
    );
  });

  it('may come from the helper of the user where none are given', async () => {
    const home = writeUserSettings(remote, [toHelper(PUBLISHER)]);
    const { url } = remote.toOptions();

    const { openRemoteRepo } = await import('./open-remote-repo.ts');
    const repo = await openRemoteRepo({
      url,
      folder: join(remote.root, 'clone'),
      author: { name: 'Atoll', email: 'atoll@example.org' },
      environment: { ...process.env, HOME: home },
      now: () => new Date('2026-03-01T12:00:00Z'),
    });

    await expect(writeFolders(repo, [A])).resolves.toMatchObject({ branches: ['region/a'] });
  });

  it.each([
    ['a wrong token', { username: PUBLISHER.username, token: 'wrong-token-9' }],
    ['a wrong token alone', { token: 'wrong-token-9' }],
  ])('are refused for %s, which no message shows and no helper is told', async (_, credentials) => {
    // Asked for another one, and told to forget it when the header has failed again.
    const home = writeUserSettings(remote, [
      `[credential]\n\thelper = "!f() { touch ${join(remote.root, 'asked')}; }; f"`,
    ]);
    const environment = { ...process.env, HOME: home };

    const failure = await remote.open('clone', { credentials, environment }).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      code: 'ERR_DEPLOY_REPO_AUTH',
      message: expect.stringMatching(/; the remote refuses the credentials: /),
    });
    expect(toWholeText(failure)).not.toMatch(/wrong-token-9|d3Jvbmct/);
    expect(readdirSync(remote.root)).not.toContain('asked');
  });

  it('are cut out of what the remote says', async () => {
    remote.hook('pre-receive', `echo "got ${PUBLISHER.token} and ${BASIC}" >&2; exit 1`);
    const repo = await remote.open();

    const failure = await writeFolders(repo, [A]).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      code: 'ERR_DEPLOY_REPO_REFUSED',
      message: expect.stringContaining('remote: got *** and ***'),
    });
    expect(toWholeText(failure)).not.toMatch(toSecret());
  });

  it('follow no redirect to another host', async () => {
    const other = await startGitHttpServer({ root: remote.root });
    try {
      remote.server?.fail({ redirectTo: other.url });

      await expect(remote.open()).rejects.toMatchObject({
        code: 'ERR_DEPLOY_REPO_REMOTE',
        message: expect.stringMatching(
          /; the remote sends to another address, where credentials are not taken: write the address at which the repository stands now$/,
        ),
      });

      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('are not printed by a trace that the environment asks for', async () => {
    const trace = join(remote.root, 'trace');
    const environment = { ...process.env, GIT_TRACE_CURL: trace, GIT_TRACE: trace, GIT_CURL_VERBOSE: '1' };

    await writeFolders(await remote.open('clone', { environment }), [A]);

    expect(readdirSync(remote.root)).not.toContain('trace');
  });
});

function toSecret(): RegExp {
  return new RegExp([PUBLISHER.token, BASIC, BASIC.replace(/=+$/, '')].join('|'));
}

/** Everything that a log of the error could show. */
function toWholeText(error: unknown): string {
  return error instanceof Error
    ? `${error.message}${error.stack ?? ''}${JSON.stringify(error)}${toWholeText(error.cause)}`
    : (JSON.stringify(error) ?? '');
}

/** A git on PATH that notes how it was called; what it starts itself is traced by Git. */
function writeSpy({ root }: TemporaryRemote) {
  const notes = join(root, 'notes');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh\nprintf '%s %s %s\\n' "$0 $*" "\${GIT_CONFIG_COUNT:+with GIT_CONFIG_COUNT}" "" >>'${notes}'\nGIT_TRACE='${notes}' exec '${real}' "$@"\n`;
  writeFileSync(join(root, 'git'), script, { mode: 0o755 });
  return {
    environment: { ...process.env, PATH: `${root}:${process.env.PATH ?? ''}` },
    read: () => readFileSync(notes, 'utf8'),
  };
}

function writeUserSettings({ root }: TemporaryRemote, settings: readonly string[]): string {
  writeFileSync(join(root, '.gitconfig'), `${settings.join('\n')}\n`);
  return root;
}

/** A program of the user's configuration that knows a password. */
function toHelper({ username, token }: typeof PUBLISHER): string {
  return `[credential]\n\thelper = "!f() { echo username=${username}; echo password=${token}; }; f"`;
}

function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
