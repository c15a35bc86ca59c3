import { openBlobReader } from '../blob-reader.ts';
import { DeployRepoError } from '../deploy-repo-error.ts';
import type { Git } from '../git.ts';
import { readRef, readRefs, toBranchRef } from '../refs.ts';
import type { RemoteAccess } from '../remote/remote-environment.ts';
import type { RunLock } from '../run-lock.ts';
import type { SigningKey } from '../signing-key.ts';
import { checkOutConfig } from './check-out.ts';
import { commitFile } from './commit-file.ts';
import type {
  ConfigClone,
  FileToCommit,
  MergeToPush,
  ProposedCommit,
  PushOutcome,
  TrailedCommit,
} from './config-clone.ts';
import { fetchRefs } from './fetch-refs.ts';
import { listWithTrailer } from './list-with-trailer.ts';
import { pushMerge } from './push-merge.ts';
import { readProposed } from './read-proposed.ts';

/** What the clone needs from its opener. */
export interface CloneContext {
  /** The bare repository. */
  readonly git: Git;
  /** The same with the work tree. */
  readonly tree: Git;
  readonly branch: string;
  readonly access: RemoteAccess;
  readonly now: () => Date;
  readonly signingKey: SigningKey | undefined;
  readonly lock: RunLock;
}

/** The clone of a config repository; see `ConfigClone` for what each method promises. */
export class GitConfigClone implements ConfigClone {
  readonly #context: CloneContext;

  constructor(context: CloneContext) {
    this.#context = context;
  }

  get url(): string {
    return this.#context.access.remote.url;
  }

  get root(): string {
    return this.#context.tree.path;
  }

  async fetch(): Promise<string> {
    const { git, access, branch } = this.#context;
    await fetchRefs(git, access, [`+${toBranchRef(branch)}:${toBranchRef(branch)}`]);
    const head = await readRef(git, toBranchRef(branch));
    if (head === undefined) {
      throw new DeployRepoError('ERR_DEPLOY_REPO_REMOTE', `${this.url} has no branch ${branch}`);
    }
    return head;
  }

  async fetchBranches(prefix: string): Promise<ReadonlyMap<string, string>> {
    const { git, access } = this.#context;
    const below = toBranchRef(prefix);
    await fetchRefs(git, access, [`+${below}*:${below}*`]);
    const refs = await readRefs(git, [below.replace(/\/$/, '')]);
    return new Map([...refs].map(([ref, commit]) => [ref.slice(toBranchRef('').length), commit]));
  }

  async checkOut(commit: string): Promise<void> {
    await checkOutConfig(this.#context.tree, commit);
  }

  async readProposed(commit: string, head: string): Promise<ProposedCommit> {
    return readProposed(this.#context.git, commit, head);
  }

  async readText(commit: string, path: string): Promise<string | undefined> {
    const blobs = openBlobReader(this.#context.git);
    try {
      const [content] = await blobs.read([`${commit}:${path}`]);
      await blobs.close();
      return content?.toString('utf8');
    } finally {
      blobs.kill();
    }
  }

  async listWithTrailer(head: string, key: string, value: string): Promise<readonly TrailedCommit[]> {
    return listWithTrailer(this.#context.git, head, { key, value });
  }

  async commitFile(file: FileToCommit): Promise<string> {
    return commitFile(this.#context.git, file, this.#context);
  }

  async push(merge: MergeToPush): Promise<PushOutcome> {
    return pushMerge(this.#context.git, this.#context, merge);
  }

  close(): void {
    this.#context.lock.release();
  }
}
