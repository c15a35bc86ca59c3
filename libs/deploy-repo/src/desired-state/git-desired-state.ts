import { AppError } from '@atoll/core';
import { fetchRefs } from '../config-clone/fetch-refs.ts';
import { DeployRepoError } from '../deploy-repo-error.ts';
import type { Git } from '../git.ts';
import { changeRefs, readRefs, toBranchRef } from '../refs.ts';
import { freeLocks } from '../remote/free-locks.ts';
import type { GitCredentials } from '../remote/git-credentials.ts';
import { isAncestor } from '../remote/is-ancestor.ts';
import type { RemoteAccess } from '../remote/remote-environment.ts';
import { isRepackDue, repack } from '../repack.ts';
import type { RunLock } from '../run-lock.ts';
import { BranchLog } from './branch-log.ts';
import type { DesiredFolder, DesiredState, DesiredStateStatus } from './desired-state.ts';
import { listRemoteBranches } from './list-remote-branches.ts';
import { readManifests } from './read-manifests.ts';
import { explainMissing, hasCommit, parseRevision, toMissing } from './revision.ts';

/** One ref for every commit that is in use. */
const RETAINED_REFS = 'refs/atoll/retained';
/** Where each branch stood before it was last rewritten. */
const REWRITTEN_REFS = 'refs/atoll/rewritten';

/** Words of a remote that does not have a commit, or gives out none by its id. Source: upload-pack.c, fetch-pack.c. */
const NOT_THERE = /not our ref|couldn't find remote ref|unadvertised object|no such remote ref/i;

/** What the mirror works with. */
export interface DesiredStateSetup {
  readonly git: Git;
  readonly lock: RunLock;
  readonly now: () => Date;
  readonly access: Omit<RemoteAccess, 'credentials' | 'signal'>;
  readonly readCredentials: (() => Promise<GitCredentials>) | undefined;
  /** Of a whole fetch. */
  readonly timeoutMs: number;
  readonly branches: readonly string[];
  /** Where the mirror's branches stand, by ref. */
  readonly refs: ReadonlyMap<string, string>;
}

/** The mirror; see {@link DesiredState}. */
export class GitDesiredState implements DesiredState {
  readonly #setup: DesiredStateSetup;
  readonly #log: BranchLog;
  readonly #closing = new AbortController();
  #fetching: Promise<void> | undefined;
  /** Commands that talk to the remote or write refs, for `close`. */
  readonly #running = new Set<Promise<unknown>>();
  #past: Omit<DesiredStateStatus, 'branches' | 'ageMs'> = {
    lastAttempt: undefined,
    lastSuccess: undefined,
    lastError: undefined,
    failures: 0,
    repacking: undefined,
  };

  constructor(setup: DesiredStateSetup) {
    this.#setup = setup;
    this.#log = new BranchLog(setup.branches, (name) => setup.refs.get(toBranchRef(name)));
  }

  fetch(): Promise<void> {
    this.#fetching ??= this.#track(() => this.#fetchAndNote()).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async readFolder(
    revision: string,
    folder: string,
    known: ReadonlySet<string> = new Set(),
  ): Promise<DesiredFolder> {
    this.#assertOpen();
    const { git } = this.#setup;
    try {
      return await readManifests(git, { revision: parseRevision(revision), folder, known });
    } catch (error) {
      throw await explainMissing(git, [revision], error);
    }
  }

  async isAncestor(commit: string, of: string): Promise<boolean> {
    this.#assertOpen();
    const { git } = this.#setup;
    try {
      return await isAncestor(git, parseRevision(commit), parseRevision(of));
    } catch (error) {
      throw await explainMissing(git, [commit, of], error);
    }
  }

  retain(revision: string): Promise<void> {
    return this.#track(async () => {
      const { git } = this.#setup;
      const ref = `${RETAINED_REFS}/${parseRevision(revision)}`;
      if (await hasCommit(git, revision)) {
        await changeRefs(git, [{ ref, to: revision, from: 'any' }], 'atoll: retain');
        return;
      }
      try {
        await fetchRefs(git, await this.#access(), [`+${revision}:${ref}`]);
      } catch (error) {
        if (error instanceof DeployRepoError && NOT_THERE.test(error.message)) throw toMissing(git, revision);
        throw error;
      }
    });
  }

  release(revision: string): Promise<void> {
    const ref = `${RETAINED_REFS}/${parseRevision(revision)}`;
    return this.#track(() =>
      changeRefs(this.#setup.git, [{ ref, to: undefined, from: 'any' }], 'atoll: release'),
    );
  }

  status(): DesiredStateStatus {
    const { lastSuccess } = this.#past;
    const ageMs = lastSuccess === undefined ? undefined : this.#setup.now().getTime() - lastSuccess.getTime();
    return { ...this.#past, ageMs, branches: this.#log.list() };
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new Error('the mirror is closed'));
    await Promise.allSettled(this.#running);
    this.#setup.lock.release();
  }

  async #track<T>(work: () => Promise<T>): Promise<T> {
    this.#assertOpen();
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #assertOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_RUN_OVER',
      `${this.#setup.git.path}: the mirror of the desired state was closed: open it again`,
    );
  }

  async #fetchAndNote(): Promise<void> {
    const at = this.#setup.now();
    this.#past = { ...this.#past, lastAttempt: at };
    try {
      await freeLocks(this.#setup.git, async () => this.#fetchOnce(await this.#access()));
      this.#past = { ...this.#past, lastSuccess: at, lastError: undefined, failures: 0 };
    } catch (error) {
      const { code = 'ERR_UNEXPECTED', message } = error as Error & { readonly code?: string };
      this.#past = {
        ...this.#past,
        lastError: { code, message, at },
        failures: this.#past.failures + 1,
      };
      throw error;
    }
    if (isRepackDue(this.#setup.git)) {
      this.#past = { ...this.#past, repacking: await repack(this.#setup.git) };
    }
  }

  async #fetchOnce(access: RemoteAccess): Promise<void> {
    const { git, branches, now } = this.#setup;
    const found = await listRemoteBranches(git, access, branches);
    const moved = [...found].filter(([name, commit]) => commit !== this.#log.revision(name));
    const specs = moved.map(([name]) => `+${toBranchRef(name)}:${toBranchRef(name)}`);
    if (specs.length > 0) await fetchRefs(git, access, specs);
    const refs = specs.length > 0 ? await readRefs(git, ['refs/heads']) : new Map<string, string>();
    for (const name of branches) {
      const revision = found.has(name) ? (refs.get(toBranchRef(name)) ?? found.get(name)) : undefined;
      const isRewritten = await this.#isRewritten(name, revision);
      this.#log.note(name, { revision, isRewritten }, now());
    }
  }

  /** A branch that was rewritten leaves a ref at where it was: Flux may go on applying that commit for a while. */
  async #isRewritten(name: string, to: string | undefined): Promise<boolean> {
    const { git } = this.#setup;
    const from = this.#log.revision(name);
    if (from === undefined || to === undefined || from === to) return false;
    if (await isAncestor(git, from, to)) return false;
    await changeRefs(
      git,
      [{ ref: `${REWRITTEN_REFS}/${name}`, to: from, from: 'any' }],
      'atoll: branch rewritten',
    );
    return true;
  }

  async #access(): Promise<RemoteAccess> {
    const { access, timeoutMs } = this.#setup;
    const credentials = await this.#readCredentials();
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(timeoutMs)]);
    return { ...access, credentials, signal };
  }

  async #readCredentials(): Promise<GitCredentials | undefined> {
    try {
      return await this.#setup.readCredentials?.();
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      // The words of whoever keeps the token may hold it.
      const { code = 'unknown reason' } = cause as { readonly code?: string };
      throw new DeployRepoError(
        'ERR_DEPLOY_REPO_AUTH',
        `${this.#setup.access.remote.url}: the credentials cannot be read (${code}): look where they are kept; the next fetch reads them again`,
      );
    }
  }
}
