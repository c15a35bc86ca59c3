import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DesiredState, openDesiredState } from '@atoll/deploy-repo';
import type { AgentClock } from '../clock.ts';
import type { AgentOptions } from '../options/agent-options.ts';
import type { GuardedHalf } from './guarded-half.ts';

/** Mirrors of the deploy repositories that the guarded halves come from, one a repository and branch. */
export interface Mirrors {
  /** Opens the mirror of a half's repository; the same one for the same repository and branch. */
  of(half: GuardedHalf): Promise<DesiredState>;
  list(): readonly DesiredState[];
  close(): Promise<void>;
}

/** Makes mirrors in a folder; none is opened before it is asked for. */
export function createMirrors(
  options: Pick<AgentOptions, 'dataFolder' | 'deployRepository' | 'gitFolder'>,
  {
    clock,
    environment,
  }: { readonly clock: AgentClock; readonly environment: Readonly<Record<string, string | undefined>> },
): Mirrors {
  const opened = new Map<string, Promise<DesiredState>>();
  const states: DesiredState[] = [];
  const open = async ({ config }: GuardedHalf): Promise<DesiredState> => {
    const { branch } = config.deploy;
    const url = options.deployRepository ?? config.deploy.url;
    const { gitFolder } = options;
    const name = createHash('sha256').update(`${url} ${branch}`).digest('hex').slice(0, 16);
    const state = await openDesiredState({
      url,
      folder: join(options.dataFolder, 'mirrors', name),
      branches: [branch],
      environment,
      now: () => clock.now(),
      ...(gitFolder === undefined ? {} : { readCredentials: () => readGitCredentials(gitFolder) }),
    });
    states.push(state);
    return state;
  };
  return {
    of(half) {
      const key = `${options.deployRepository ?? half.config.deploy.url} ${half.config.deploy.branch}`;
      const known = opened.get(key);
      if (known !== undefined) return known;
      const opening = open(half);
      opened.set(key, opening);
      // What could not be opened now may be another time.
      opening.catch(() => opened.delete(key));
      return opening;
    },
    list: () => states,
    async close() {
      await Promise.all(states.map((state) => state.close()));
    },
  };
}

/** A mounted Secret is renewed under the process: it is read for each fetch. */
async function readGitCredentials(
  folder: string,
): Promise<{ readonly username?: string; readonly token: string }> {
  const [username, token] = await Promise.all(
    ['username', 'password'].map((name) => readLine(join(folder, name))),
  );
  return { ...(username === undefined ? {} : { username }), token: token ?? '' };
}

async function readLine(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
