import { join } from 'node:path';
import type { DesiredState } from '../desired-state/desired-state.ts';
import { type DesiredStateOptions, openDesiredState } from '../desired-state/open-desired-state.ts';
import { type ConfigRemote, createConfigRemote } from './config-remote.ts';

/** The branch of every test. */
export const BRANCH = 'region/eu-1';

/** A deploy repository as a bare path, and a mirror of its branch. */
export interface DesiredMirror {
  readonly remote: ConfigRemote;
  readonly mirror: DesiredState;
  /** Folder of the mirror. */
  readonly folder: string;
  /** Commits files, moves the branch there, and gives the commit. */
  push(files: Readonly<Record<string, string | undefined>>): string;
  /** Opens the mirror again, after it was closed. */
  reopen(options?: Partial<DesiredStateOptions>): Promise<DesiredState>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a deploy repository of these files and opens an empty mirror of it. */
export async function createDesiredMirror(
  files: Readonly<Record<string, string>>,
  options: Partial<DesiredStateOptions> = {},
): Promise<DesiredMirror> {
  const remote = createConfigRemote(files);
  const folder = join(remote.folder, 'mirror');
  remote.git('push', '--quiet', remote.url, `main:refs/heads/${BRANCH}`);
  const reopen = (changes: Partial<DesiredStateOptions> = {}) =>
    openDesiredState({
      url: remote.url,
      folder,
      branches: [BRANCH],
      environment: process.env,
      now: () => new Date(),
      ...options,
      ...changes,
    });
  const mirror = await reopen().catch((error: unknown) => {
    remote[Symbol.dispose]();
    throw error;
  });
  return {
    remote,
    mirror,
    folder,
    push(changed) {
      const commit = remote.commit(changed);
      remote.git('push', '--quiet', '--force', remote.url, `HEAD:refs/heads/${BRANCH}`);
      return commit;
    },
    reopen,
    async [Symbol.asyncDispose]() {
      await mirror.close();
      remote[Symbol.dispose]();
    },
  };
}
