import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKubeConfig } from './load-kube-config.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-kubeconfig-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, content: object | string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function kubeconfig(server: string, changes: object = {}): object {
  return {
    'current-context': 'one',
    contexts: [
      { name: 'one', context: { cluster: 'c', user: 'u' } },
      { name: 'lost', context: { cluster: 'gone', user: 'u' } },
      { name: 'nobody', context: { cluster: 'c', user: 'gone' } },
    ],
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 's3cr3t' } }],
    ...changes,
  };
}

describe('where the kubeconfig comes from', () => {
  it('is the named file before KUBECONFIG and the home folder', async () => {
    vi.stubEnv('KUBECONFIG', await write('variable', kubeconfig('https://variable.example.com')));
    const path = await write('named', kubeconfig('https://named.example.com'));

    const loaded = loadKubeConfig({ kubeconfig: path });

    expect(loaded).toMatchObject({ context: 'one', server: 'https://named.example.com' });
  });

  it('is KUBECONFIG before the home folder', async () => {
    vi.stubEnv('HOME', folder);
    await write('.kube/config', kubeconfig('https://home.example.com'));
    vi.stubEnv('KUBECONFIG', await write('variable', kubeconfig('https://variable.example.com')));

    expect(loadKubeConfig({}).server).toBe('https://variable.example.com');
  });

  it('is the home folder where nothing else is named', async () => {
    vi.stubEnv('KUBECONFIG', '');
    vi.stubEnv('HOME', folder);
    await write('.kube/config', kubeconfig('https://home.example.com'));

    expect(loadKubeConfig({}).server).toBe('https://home.example.com');
  });

  it('is said in the error when there is none', () => {
    vi.stubEnv('KUBECONFIG', '');
    vi.stubEnv('HOME', folder);

    expect(() => loadKubeConfig({})).toThrow(
      expect.objectContaining({
        code: 'ERR_KUBE_CONFIG',
        message: `No kubeconfig was found: the variable KUBECONFIG is not set, ${join(folder, '.kube', 'config')} does not exist, and this is no pod with a service account. Name a file, or set KUBECONFIG.`,
      }),
    );
  });

  it('is said in the error when KUBECONFIG names a file that does not exist', () => {
    const path = join(folder, 'absent');
    vi.stubEnv('KUBECONFIG', path);

    expect(() => loadKubeConfig({})).toThrow(
      `The kubeconfig ${path} (named by KUBECONFIG or ~/.kube/config) does not exist.`,
    );
  });
});

describe('a kubeconfig that cannot be used', () => {
  it.each([
    [
      'a context that is not there',
      {},
      'two',
      'There is no context "two" in FILE; it has: one, lost, nobody.',
    ],
    [
      'no current context',
      { 'current-context': '' },
      undefined,
      'No current context is set in FILE; choose one: one, lost, nobody.',
    ],
    [
      'no contexts at all',
      { contexts: [], 'current-context': '' },
      undefined,
      'No current context is set in FILE; it has no contexts.',
    ],
    [
      'a cluster that is not there',
      {},
      'lost',
      'The context "lost" of FILE names a cluster that is not there.',
    ],
    [
      'a user that is not there',
      {},
      'nobody',
      'The context "nobody" of FILE names a user that is not there.',
    ],
    [
      'a server that is no URL',
      { clusters: [{ name: 'c', cluster: { server: '10.0.0.1' } }] },
      undefined,
      'The server in FILE is no URL, such as https://10.0.0.1:6443.',
    ],
  ])('is refused for %s', async (_what, changes, context, message) => {
    const path = await write('config', kubeconfig('https://one.example.com', changes));

    const load = () => loadKubeConfig({ kubeconfig: path, ...(context === undefined ? {} : { context }) });

    expect(load).toThrow(
      expect.objectContaining({ code: 'ERR_KUBE_CONFIG', message: message.replace('FILE', path) }),
    );
  });

  it.each([
    ['broken YAML', 'users:\n  - token: "s3cr3t\n :::'],
    ['a list', '- s3cr3t'],
    ['nothing', ''],
    ['entries without names', 'users:\n  - user: {token: s3cr3t}'],
  ])('is refused without a word of its content for %s', async (_what, text) => {
    const path = await write('config', text);

    const error = catchError(() => loadKubeConfig({ kubeconfig: path }));

    expect(error).toMatchObject({ code: 'ERR_KUBE_CONFIG' });
    expect(error.cause).toBeUndefined();
    expect(error.message).toContain(path);
    expect(`${error.message}${error.stack}`).not.toContain('s3cr3t');
  });

  it('shows an address without the credentials in it', async () => {
    const path = await write('config', kubeconfig('https://ann:s3cr3t@one.example.com:6443/clusters/a'));

    expect(loadKubeConfig({ kubeconfig: path }).server).toBe('https://one.example.com:6443/clusters/a');
  });
});

function catchError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
