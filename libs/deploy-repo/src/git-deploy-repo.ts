import { openBlobReader } from './blob-reader.ts';
import { parseDeployPath } from './deploy-path.ts';
import type { DeployRepo } from './deploy-repo.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import type { RunStart } from './run-start.ts';
import { FolderRun } from './folder-run.ts';
import { isRunPending } from './pending-run.ts';
import { type Recovery, dropLeftoverRefs, recoverPendingRun } from './recover.ts';
import { assertOnMain, readMain } from './refs.ts';
import type { Run } from './run.ts';
import { type RunLock, isRunLockThere, takeRunLock } from './run-lock.ts';

/** Names asked of Git at once: their answers, a few kB each, are held together. */
const READ_GROUP = 256;

/** What the repository needs from its opener. */
export interface RepoContext extends Omit<RunStart, 'id' | 'head'> {
  readonly createId: () => string;
}

/** The deploy repository over Git; see `DeployRepo` for what each method promises. */
export class GitDeployRepo implements DeployRepo {
  readonly #context: RepoContext;
  #recovered: Recovery | undefined;

  constructor(context: RepoContext) {
    this.#context = context;
  }

  get path(): string {
    return this.#context.git.path;
  }

  get recovered(): Recovery | undefined {
    return this.#recovered;
  }

  async head(): Promise<string | undefined> {
    return readMain(this.#context.git);
  }

  async listFolders(under: string): Promise<string[]> {
    const head = await this.head();
    if (head === undefined) {
      return [];
    }
    const below = under === '' ? [] : ['--', `${parseDeployPath(under)}/`];
    const printed = await this.#context.git.run([
      'ls-tree',
      '-d',
      '-z',
      '--name-only',
      '--full-tree',
      head,
      ...below,
    ]);
    const paths = printed.split('\0').filter((path) => path !== '');
    return paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  }

  async readFile(path: string): Promise<string | undefined> {
    return (await this.readFiles([path])).get(path);
  }

  async readFiles(paths: readonly string[]): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    const asked = paths.map(parseDeployPath);
    const head = asked.length === 0 ? undefined : await this.head();
    if (head === undefined) {
      return texts;
    }
    const blobs = openBlobReader(this.#context.git);
    try {
      for (let from = 0; from < asked.length; from += READ_GROUP) {
        const group = asked.slice(from, from + READ_GROUP);
        const contents = await blobs.read(group.map((path) => `${head}:${path}`));
        group.forEach((path, at) => {
          const content = contents[at];
          if (content !== undefined) {
            texts.set(path, content.toString('utf8'));
          }
        });
      }
      await blobs.close();
    } finally {
      blobs.kill();
    }
    return texts;
  }

  async beginRun(): Promise<Run> {
    const { git, checkpoint, createId } = this.#context;
    const id = createId();
    const lock = takeRunLock(git, id);
    try {
      await checkpoint('locked');
      await this.#recoverUnder(lock);
      const [head] = await Promise.all([dropLeftoverRefs(git), assertOnMain(git)]);
      return new FolderRun({ ...this.#context, id, head }, async () => {
        lock.release();
        await checkpoint('unlocked');
      });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Finishes what a crash has left behind, unless its run is still alive. */
  async recover(): Promise<void> {
    const { git, createId } = this.#context;
    if (!isRunPending(git) && !isRunLockThere(git)) {
      return;
    }
    const lock = tryLock(() => takeRunLock(git, createId()));
    try {
      if (lock !== undefined) {
        await this.#recoverUnder(lock);
      }
    } finally {
      lock?.release();
    }
  }

  async #recoverUnder(lock: RunLock): Promise<void> {
    const { git, now, checkpoint } = this.#context;
    this.#recovered = (await recoverPendingRun(git, { lock, time: now(), checkpoint })) ?? this.#recovered;
  }
}

function tryLock(take: () => RunLock): RunLock | undefined {
  try {
    return take();
  } catch (error) {
    if (error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_LOCKED') {
      return undefined;
    }
    throw error;
  }
}
