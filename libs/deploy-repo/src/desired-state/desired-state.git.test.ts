import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigRemote, createConfigRemote } from '../testing/config-remote.ts';
import { type GitHttpServer, startGitHttpServer } from '../testing/git-http-server.ts';
import type { DesiredState } from './desired-state.ts';
import { type DesiredStateOptions, openDesiredState } from './open-desired-state.ts';

const BRANCH = 'region/eu-1';
const FOLDER = 'regions/eu-1/platform';
const COUNT = 50;

/** A set of manifests that all say the same generation. */
function toSet(generation: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: COUNT }, (_, at) => [
      `${FOLDER}/x.ConfigMap.${at}.yaml`,
      `generation: ${generation}\n`,
    ]),
  );
}

describe('a mirror of a Git host', () => {
  const users: Record<string, string> = {};
  const opened: DesiredState[] = [];
  let remote: ConfigRemote;
  let server: GitHttpServer;
  let token = '';

  beforeEach(async () => {
    token = 'first-secret-token';
    users['agent'] = token;
    remote = createConfigRemote(toSet(1));
    server = await startGitHttpServer({ root: remote.folder, users });
    remote.git('push', '--quiet', remote.url, `main:refs/heads/${BRANCH}`);
  });

  afterEach(async () => {
    for (const mirror of opened.splice(0)) await mirror.close();
    await server.close();
    remote[Symbol.dispose]();
  });

  async function open(options: Partial<DesiredStateOptions> = {}): Promise<DesiredState> {
    const mirror = await openDesiredState({
      url: `${server.url}/config.git`,
      folder: join(remote.folder, 'mirror'),
      branches: [BRANCH],
      environment: process.env,
      now: () => new Date(),
      readCredentials: async () => ({ username: 'agent', token }),
      ...options,
    });
    opened.push(mirror);
    return mirror;
  }

  function push(files: Record<string, string>): string {
    const commit = remote.commit(files);
    remote.git('push', '--quiet', '--force', remote.url, `HEAD:refs/heads/${BRANCH}`);
    return commit;
  }

  async function readGenerations(mirror: DesiredState, revision: string): Promise<Set<string | undefined>> {
    const { files } = await mirror.readFolder(revision, FOLDER);
    expect(files).toHaveLength(COUNT);
    return new Set(files.map(({ text }) => text));
  }

  const revisionOf = (mirror: DesiredState) => mirror.status().branches[0]?.revision ?? '';

  it('asks for the branch alone, and fetches nothing when it has not moved', async () => {
    const mirror = await open();
    await mirror.fetch();
    const before = server.requests.length;
    await mirror.fetch();
    const asked = server.requests.slice(before).filter(({ authorization }) => authorization !== undefined);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /config.git/info/refs?service=git-upload-pack',
      'POST /config.git/git-upload-pack',
    ]);
    expect(await readGenerations(mirror, revisionOf(mirror))).toEqual(new Set(['generation: 1\n']));
  });

  it('takes the new token after the old one has expired', async () => {
    const mirror = await open();
    await mirror.fetch();
    users['agent'] = 'second-secret-token';
    const next = push(toSet(2));
    await expect(mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_AUTH' });
    expect(mirror.status().lastError?.message).not.toMatch(/secret|Zmlyc3/);
    expect(revisionOf(mirror)).not.toBe(next);
    expect(await readGenerations(mirror, revisionOf(mirror))).toEqual(new Set(['generation: 1\n']));
    token = 'second-secret-token';
    await mirror.fetch();
    expect(revisionOf(mirror)).toBe(next);
  });

  it('leaves the token in no file, nor the words of whoever failed to read it in an error', async () => {
    const mirror = await open();
    await mirror.fetch();
    const folder = join(remote.folder, 'mirror');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1'));
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((text) => text.includes(token))).toEqual([]);
    await mirror.close();
    const failing = await open({
      readCredentials: () => Promise.reject(Object.assign(new Error(`bad ${token}`), { code: 'ENOENT' })),
    });
    const failed = expect(failing.fetch()).rejects;
    await failed.toMatchObject({
      code: 'ERR_DEPLOY_REPO_AUTH',
      message: expect.stringMatching(/cannot be read \(ENOENT\)/),
    });
    expect(JSON.stringify(failing.status())).not.toContain(token);
  });

  it('starts while the server fails, and catches up when it is back', async () => {
    server.fail(500);
    const mirror = await open();
    await expect(mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    expect(mirror.status()).toMatchObject({ failures: 1, lastSuccess: undefined });
    server.fail(undefined);
    await mirror.fetch();
    const [first, next] = [revisionOf(mirror), push(toSet(2))];
    server.fail(500);
    await expect(mirror.fetch()).rejects.toThrow('500');
    expect(await readGenerations(mirror, first)).toEqual(new Set(['generation: 1\n']));
    server.fail(undefined);
    await mirror.fetch();
    expect(await readGenerations(mirror, next)).toEqual(new Set(['generation: 2\n']));
  });

  it('follows no redirect', async () => {
    server.fail({ redirectTo: 'http://127.0.0.1:1' });
    const mirror = await open();
    await expect(mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
  });

  it('reads one generation, never two, while others are pushed and fetched', async () => {
    const mirror = await open();
    await mirror.fetch();
    const seen: string[] = [];
    for (let generation = 2; generation <= 6; generation += 1) {
      const reading = readGenerations(mirror, revisionOf(mirror));
      push(toSet(generation));
      const [texts] = await Promise.all([reading, mirror.fetch()]);
      expect(texts.size).toBe(1);
      seen.push(...[...texts].map(String));
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((generation) => `generation: ${generation}\n`));
  });

  it('says that a branch was rewritten or deleted, and keeps what it had', async () => {
    const mirror = await open();
    const old = push(toSet(2));
    await mirror.fetch();
    remote.git('reset', '--quiet', '--hard', 'HEAD~1');
    const forced = push(toSet(3));
    await mirror.fetch();
    expect(mirror.status().branches[0]).toMatchObject({
      revision: forced,
      rewrite: { from: old, to: forced },
    });
    expect(await mirror.isAncestor(old, forced)).toBe(false);
    remote.host('update-ref', '-d', `refs/heads/${BRANCH}`);
    await mirror.fetch();
    expect(mirror.status().branches[0]).toMatchObject({ revision: forced, state: 'absent' });
    expect(await readGenerations(mirror, old)).toEqual(new Set(['generation: 2\n']));
    expect(await readGenerations(mirror, forced)).toEqual(new Set(['generation: 3\n']));
  });

  it('fetches a retained commit by its id that no branch has any more, and says where there is none', async () => {
    const lost = push(toSet(2));
    remote.git('reset', '--quiet', '--hard', 'HEAD~1');
    push(toSet(3));
    const mirror = await open();
    await mirror.fetch();
    await expect(mirror.readFolder(lost, FOLDER)).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REVISION' });
    await mirror.retain(lost);
    expect(await readGenerations(mirror, lost)).toEqual(new Set(['generation: 2\n']));
    await expect(mirror.retain('0'.repeat(39) + '1')).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REVISION',
    });
  });

  it('ends a fetch from a host that accepts and never answers, by its time and when it is closed', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets: Array<{ destroy(): void }> = [];
    silent.on('connection', (socket) => sockets.push(socket));
    const address = silent.address() as { readonly port: number };
    const url = `http://127.0.0.1:${address.port}/x.git`;
    try {
      const timed = await open({ url, fetchTimeoutSeconds: 0.5 });
      await expect(timed.fetch()).rejects.toMatchObject({
        code: 'ERR_DEPLOY_REPO_REMOTE',
        message: expect.stringContaining('given up'),
      });
      await timed.close();
      const closed = await open({ url });
      const failed = expect(closed.fetch()).rejects.toThrow('the mirror is closed');
      await expect.poll(() => sockets.length).toBe(2);
      await closed.close();
      await failed;
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });
});
