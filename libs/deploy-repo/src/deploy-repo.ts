import type { Recovery } from './recover.ts';
import type { Run } from './run.ts';

/** A Git repository that holds what was rendered: the embedded one, or the clone of a remote one. Reading needs no lock and sees the last commit of main. */
export interface DeployRepo {
  /** Absolute path of the work tree, or of the bare clone. */
  readonly path: string;
  /** What became of the last run that a crash had left behind; undefined if there was none. */
  readonly recovered: Recovery | undefined;
  /** The commit of main; undefined before the first run. */
  head(): Promise<string | undefined>;
  /** Names of the folders directly below a folder (`''`: the root), for example the regions below `control-plane`. */
  listFolders(under: string): Promise<string[]>;
  /** The text of one file, undefined if there is none. For many files use `readFiles`: it starts Git once. */
  readFile(path: string): Promise<string | undefined>;
  /** The text of each of these files that exists, by path. */
  readFiles(paths: readonly string[]): Promise<Map<string, string>>;
  /**
   * Takes the lock and starts a run; finishes first what a crash has left.
   *
   * @param expected folders that the run will probably write: where there is a work tree, it is looked through for edits by hand while they are made
   * @throws DeployRepoError `ERR_DEPLOY_REPO_LOCKED` if another run goes on, `ERR_DEPLOY_REPO_HEAD` if main is not checked out
   */
  beginRun(expected?: readonly string[]): Promise<Run>;
}
