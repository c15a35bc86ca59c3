import type { Recovery } from '../recover.ts';
import { FolderRun } from '../folder-run.ts';
import { listFolders, readFiles } from '../read-tree.ts';
import { readRef, readRefs, toBranchRef } from '../refs.ts';
import type { Run } from '../run.ts';
import { takeRunLock, tryRunLock } from '../run-lock.ts';
import { type RunObjects, openRunObjects } from '../run-objects.ts';
import type { RunStart } from '../run-start.ts';
import { fetchBranches } from './fetch-branches.ts';
import { finishRemoteRun } from './finish-remote-run.ts';
import { listChangedFolders } from './list-changed-folders.ts';
import { readTrailers } from './read-trailers.ts';
import { dropDeadRun, isRunLeft } from './drop-dead-run.ts';
import type { RemoteAccess } from './remote-environment.ts';
import type { RemoteRepo } from './remote-repo.ts';

/** What the repository needs from its opener. */
export interface RemoteContext extends Omit<RunStart, 'id' | 'head' | 'objects'> {
  readonly access: RemoteAccess;
  readonly createId: () => string;
}

/** The clone of a remote repository; see `RemoteRepo` for what each method promises. */
export class GitRemoteRepo implements RemoteRepo {
  readonly #context: RemoteContext;
  readonly #objects: RunObjects;
  #recovered: Recovery | undefined;

  constructor(context: RemoteContext) {
    this.#context = context;
    this.#objects = openRunObjects(context.git);
  }

  get path(): string {
    return this.#context.git.path;
  }

  get url(): string {
    return this.#context.access.remote.url;
  }

  get recovered(): Recovery | undefined {
    return this.#recovered;
  }

  async head(): Promise<string | undefined> {
    return readRef(this.#context.git, toBranchRef(this.#context.branch));
  }

  async listFolders(under: string): Promise<string[]> {
    const head = await this.head();
    return this.#objects.use((objects) => listFolders(objects, head, under));
  }

  async readFile(path: string): Promise<string | undefined> {
    return (await this.readFiles([path])).get(path);
  }

  async readFiles(paths: readonly string[]): Promise<Map<string, string>> {
    const head = paths.length === 0 ? undefined : await this.head();
    return this.#objects.use((objects) => readFiles(objects, head, paths));
  }

  async fetch(): Promise<void> {
    await fetchBranches(this.#context.git, this.#context.access);
    await this.#context.checkpoint('fetched');
  }

  async listBranches(prefix: string): Promise<ReadonlyMap<string, string>> {
    const start = toBranchRef(prefix);
    const refs = await readRefs(this.#context.git, [start.slice(0, start.lastIndexOf('/') + 1)]);
    const found = [...refs].filter(([ref]) => ref.startsWith(start));
    return new Map(found.map(([ref, commit]) => [ref.slice(toBranchRef('').length), commit]));
  }

  async readTrailers(
    commits: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    return readTrailers(this.#context.git, commits);
  }

  async listChangedFolders(from: string, to: string): Promise<readonly string[]> {
    return listChangedFolders(this.#context.git, from, to);
  }

  async beginRun(): Promise<Run> {
    const { git, checkpoint, createId, access } = this.#context;
    const id = createId();
    const lock = takeRunLock(git, id);
    try {
      await checkpoint('locked');
      await this.#dropDeadRun();
      const head = await this.head();
      const objects = this.#objects.beginRun();
      return new FolderRun(
        { ...this.#context, id, head, objects },
        {
          finish: (start, written, options) => finishRemoteRun(start, access, { written, options }),
          release: async () => {
            await this.#objects.endRun();
            lock.release();
            await checkpoint('unlocked');
          },
        },
      );
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Clears away what a crash has left behind, unless its run is still alive. */
  async recover(): Promise<void> {
    const { git, createId } = this.#context;
    const lock = isRunLeft(git) ? tryRunLock(git, createId()) : undefined;
    try {
      if (lock !== undefined) {
        await this.#dropDeadRun();
      }
    } finally {
      lock?.release();
    }
  }

  /** The lock is held. */
  async #dropDeadRun(): Promise<void> {
    this.#recovered = (await dropDeadRun(this.#context.git, await this.head())) ?? this.#recovered;
  }
}
