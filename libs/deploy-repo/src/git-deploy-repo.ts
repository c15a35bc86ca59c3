import { openIndexUpdate } from './complete-run.ts';
import type { DeployRepo } from './deploy-repo.ts';
import { lookAhead } from './edits-ahead.ts';
import { finishRun } from './finish-run.ts';
import { FolderRun } from './folder-run.ts';
import { isRunPending } from './pending-run.ts';
import { listFolders, readFiles } from './read-tree.ts';
import { type Recovery, dropLeftoverRefs, recoverPendingRun } from './recover.ts';
import { assertOnMain, readMain } from './refs.ts';
import type { Run } from './run.ts';
import { type RunLock, isRunLockThere, takeRunLock, tryRunLock } from './run-lock.ts';
import { type RunObjects, openRunObjects } from './run-objects.ts';
import type { RunStart } from './run-start.ts';

/** What the repository needs from its opener. */
export interface RepoContext extends Omit<RunStart, 'id' | 'head' | 'branch' | 'objects'> {
  readonly createId: () => string;
}

/** The deploy repository over Git; see `DeployRepo` for what each method promises. */
export class GitDeployRepo implements DeployRepo {
  readonly #context: RepoContext;
  readonly #objects: RunObjects;
  #recovered: Recovery | undefined;

  constructor(context: RepoContext) {
    this.#context = context;
    this.#objects = openRunObjects(context.git);
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
    return this.#objects.use((objects) => listFolders(objects, head, under));
  }

  async readFile(path: string): Promise<string | undefined> {
    return (await this.readFiles([path])).get(path);
  }

  async readFiles(paths: readonly string[]): Promise<Map<string, string>> {
    const head = paths.length === 0 ? undefined : await this.head();
    return this.#objects.use((objects) => readFiles(objects, head, paths));
  }

  async beginRun(expected: readonly string[] = []): Promise<Run> {
    const { git, checkpoint, createId } = this.#context;
    const id = createId();
    const lock = takeRunLock(git, id);
    try {
      await checkpoint('locked');
      await this.#recoverUnder(lock);
      const [head] = await Promise.all([dropLeftoverRefs(git), assertOnMain(git)]);
      const objects = this.#objects.beginRun();
      const editsAhead = lookAhead(git, { head, objects, folders: expected });
      // A run of few folders soon comes to the index, and reading it takes as long as rendering them.
      const ahead = editsAhead === undefined ? {} : { editsAhead, index: openIndexUpdate(git) };
      const start = { ...this.#context, id, head, branch: 'main', objects, ...ahead };
      const release = async () => {
        await Promise.all([this.#objects.endRun(), start.index?.close().catch(() => undefined)]);
        lock.release();
        await checkpoint('unlocked');
      };
      return new FolderRun(start, { finish: finishRun, release });
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
    const lock = tryRunLock(git, createId());
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
