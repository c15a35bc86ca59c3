import { listAncestors } from './deploy-path.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import { abandonRun, finishRun } from './finish-run.ts';
import { type FolderContent, renderFolderCommands, renderFolderDeletion } from './folder-content.ts';
import { type FolderImport, openFolderImport } from './folder-import.ts';
import { TEMPORARY_REFS } from './refs.ts';
import type { FinishOptions, Run, RunResult } from './run.ts';
import type { RunStart } from './run-start.ts';

/** A run over folders; see `Run` for what each method promises. */
export class FolderRun implements Run {
  readonly #start: RunStart;
  readonly #release: () => Promise<void>;
  readonly #folders = new Set<string>();
  readonly #ancestors = new Set<string>();
  #import: Promise<FolderImport> | undefined;
  #isOver = false;

  /** @param release gives the lock back; called once */
  constructor(start: RunStart, release: () => Promise<void>) {
    this.#start = start;
    this.#release = release;
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
      return await finishRun(this.#start, { folders: this.#folders, import: await this.#import }, options);
    } finally {
      await this.#release();
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
      await this.#release();
    }
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
