import { abandonRun } from './abandon-run.ts';
import { listAncestors } from './deploy-path.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import { type FolderContent, renderFolderCommands, renderFolderDeletion } from './folder-content.ts';
import { type FolderImport, openFolderImport } from './folder-import.ts';
import { TEMPORARY_REFS } from './refs.ts';
import { isRepackDue, repack } from './repack.ts';
import type { FinishOptions, Run, RunResult } from './run.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';

/** What a run does at its end: the embedded repository brings its work tree along, a remote one is pushed. */
export interface RunEnding {
  /** Commits what was written if it differs; nothing of the run remains if it fails. */
  finish(start: RunStart, written: WrittenFolders, options: FinishOptions): Promise<RunResult>;
  /** Gives the lock back; called once. */
  release(): Promise<void>;
}

/** A run over folders; see `Run` for what each method promises. */
export class FolderRun implements Run {
  readonly #start: RunStart;
  readonly #ending: RunEnding;
  readonly #folders = new Set<string>();
  readonly #ancestors = new Set<string>();
  #import: Promise<FolderImport> | undefined;
  #isOver = false;

  constructor(start: RunStart, ending: RunEnding) {
    this.#start = start;
    this.#ending = ending;
  }

  async replaceFolder(content: FolderContent): Promise<void> {
    await this.#write(content.folder, renderFolderCommands(content));
  }

  async deleteFolder(folder: string): Promise<void> {
    await this.#write(folder, renderFolderDeletion(folder));
  }

  async finish(options: FinishOptions): Promise<RunResult> {
    this.#assertOpen();
    this.#isOver = true;
    try {
      const written = { folders: this.#folders, import: await this.#import };
      const result = await this.#ending.finish(this.#start, written, options);
      return { ...result, ...(await this.#repackIfDue()) };
    } finally {
      await this.#ending.release();
    }
  }

  async abort(): Promise<void> {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    try {
      // An import that could not start has told its caller so.
      await abandonRun(this.#start, await this.#import?.catch(() => undefined));
    } finally {
      await this.#ending.release();
    }
  }

  async #repackIfDue(): Promise<Pick<RunResult, 'repacking'>> {
    const { git, checkpoint } = this.#start;
    if (!isRepackDue(git)) {
      return {};
    }
    const repacking = await repack(git);
    await checkpoint('repacked');
    return { repacking };
  }

  async #write(folder: string, commands: string): Promise<void> {
    this.#assertOpen();
    this.#claim(folder);
    this.#import ??= openFolderImport(
      this.#start.git,
      `${TEMPORARY_REFS}/${this.#start.id}`,
      this.#start.head,
    );
    await (await this.#import).write(commands);
  }

  /** Two writers of one folder, or of a folder in another, would undo each other's files. */
  #claim(folder: string): void {
    const above = listAncestors(folder);
    const clash = above.find((one) => this.#folders.has(one));
    if (clash !== undefined || this.#folders.has(folder) || this.#ancestors.has(folder)) {
      throw new DeployRepoError(
        'ERR_DEPLOY_REPO_PATH',
        `the folder ${folder} was written already in this run, or lies in or around one that was: write each folder once`,
      );
    }
    this.#folders.add(folder);
    for (const one of above) {
      this.#ancestors.add(one);
    }
  }

  #assertOpen(): void {
    if (this.#isOver) {
      throw new DeployRepoError(
        'ERR_DEPLOY_REPO_RUN_OVER',
        'this run has ended: call beginRun for the next one',
      );
    }
  }
}
