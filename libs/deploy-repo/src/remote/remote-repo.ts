import type { DeployRepo } from '../deploy-repo.ts';

/** A deploy repository on a Git host, over a bare clone. Reading answers from what was fetched last. */
export interface RemoteRepo extends DeployRepo {
  /** The address as it was given; it never holds a user's password. */
  readonly url: string;
  /**
   * Brings the clone to where the remote's branches stand.
   *
   * @throws DeployRepoError `ERR_DEPLOY_REPO_REMOTE` if the remote cannot be reached, `ERR_DEPLOY_REPO_AUTH` if it refuses the credentials
   */
  fetch(): Promise<void>;
  /** The commits of the remote's branches below a prefix such as `region/`, by the branch's whole name. */
  listBranches(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** The trailers of commits, for example `Atoll-Source`, by commit; of a key that stands twice, the last one. */
  readTrailers(commits: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** Folders at depth two (`control-plane/x`, `regions/x`, `clusters/x`) that differ between two commits, by name. */
  listChangedFolders(from: string, to: string): Promise<readonly string[]>;
}
