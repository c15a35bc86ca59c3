import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ApiRequest } from '../api-connection.ts';
import { archiveCommit, readBranchHead } from './git-archive.ts';
import type { Artifact, GitSource } from './git-source.ts';
import { planSourceStatus, type SourceOutcome } from './plan-source-status.ts';
import { type ArtifactServer, startArtifactServer } from './start-artifact-server.ts';

/** How often the repositories are looked at, in ms: a push is seen at once, whatever `spec.interval` says. */
const POLL_MS = 100;

const GIT_REPOSITORIES = '/apis/source.toolkit.fluxcd.io/v1/gitrepositories';

/** What stands in for a source-controller. */
export interface SourceStandIn {
  /** Says which local bare repository a `spec.url` means; replaces what was said before. */
  readonly serveRepository: (url: string, repository: string) => void;
  readonly stop: () => Promise<void>;
}

/** What it works with. */
export interface SourceStandInOptions {
  readonly request: ApiRequest;
  /** Local bare repositories by `spec.url`. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

type ArtifactDraft = Omit<Artifact, 'lastUpdateTime'>;

/**
 * Fulfils source-controller's contract for GitRepository from local bare repositories: `spec.ref.branch` and
 * `spec.sparseCheckout` become an artifact over HTTP on 127.0.0.1, and `status` is patched when something changed.
 * It is not source-controller, which cannot be built from Go modules, and says so in its first line.
 */
export async function startSourceStandIn(options: SourceStandInOptions): Promise<SourceStandIn> {
  const repositories = new Map(Object.entries(options.repositories));
  const server = await startArtifactServer();
  const work = { ...options, repositories, server, archives: new Map<string, ArtifactDraft>() };
  const stopping = new AbortController();
  options.log(
    'sources: a stand-in plays source-controller (branches and sparse checkouts of local repositories)',
  );
  const ended = runRounds(work, stopping.signal);
  return {
    serveRepository: (url, repository) => void repositories.set(url, repository),
    stop: async () => {
      stopping.abort();
      await ended;
      await server.close();
    },
  };
}

interface Work {
  readonly request: ApiRequest;
  readonly repositories: ReadonlyMap<string, string>;
  readonly server: ArtifactServer;
  /** Artifacts made so far, by object, commit and folders; the last of each object. */
  readonly archives: Map<string, ArtifactDraft>;
  readonly log: (line: string) => void;
}

async function runRounds(work: Work, signal: AbortSignal): Promise<void> {
  let lastFault = '';
  while (!signal.aborted) {
    const fault = await runRound(work, signal);
    if (fault !== lastFault && fault !== '' && !signal.aborted) work.log(`sources: ${fault}`);
    lastFault = fault;
    await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

/** Gives what kept it from its work, such as an API server that does not answer, or `''`. */
async function runRound(work: Work, signal: AbortSignal): Promise<string> {
  try {
    const answer = await work.request('GET', GIT_REPOSITORIES, { signal });
    if (answer.status !== 200) return `GET ${GIT_REPOSITORIES} answered ${answer.status}`;
    const { items } = answer.json as { items: GitSource[] };
    const faults: string[] = [];
    for (const source of items) {
      if (source.spec.suspend !== true) faults.push(await reconcile(source, work));
    }
    return faults.filter((fault) => fault !== '').join('; ');
  } catch (error) {
    return String(error);
  }
}

async function reconcile(source: GitSource, work: Work): Promise<string> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const status = planSourceStatus(source, await look(source, work), now);
  if (status === undefined) return '';
  const { namespace, name } = source.metadata;
  const path = `/apis/source.toolkit.fluxcd.io/v1/namespaces/${namespace}/gitrepositories/${name}/status`;
  const answer = await work.request('PATCH', `${path}?fieldManager=source-controller`, {
    body: { status },
    contentType: 'application/merge-patch+json',
  });
  // An object that was deleted since the list is no fault.
  if (answer.status === 200 || answer.status === 404) return '';
  return `PATCH ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`;
}

async function look(source: GitSource, work: Work): Promise<SourceOutcome> {
  const { url, ref = {} } = source.spec;
  const unknown = Object.keys(ref).filter((key) => key !== 'branch');
  if (unknown.length > 0)
    return failure(`the stand-in follows spec.ref.branch only, not ${unknown.join(', ')}`);
  const repository = work.repositories.get(url);
  if (repository === undefined) return failure(`the stand-in was not told which local repository ${url} is`);
  try {
    return { artifact: await makeArtifact(source, repository, work) };
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

async function makeArtifact(source: GitSource, repository: string, work: Work): Promise<ArtifactDraft> {
  const { ref, sparseCheckout: folders = [] } = source.spec;
  const { namespace, name } = source.metadata;
  const branch = ref?.['branch'] ?? 'master';
  const commit = await readBranchHead(repository, branch);
  const object = `gitrepository/${namespace}/${name}`;
  const known = work.archives.get(object);
  const path = `${object}/${commit}-${digestOf(JSON.stringify([repository, branch, folders])).slice(0, 8)}.tar.gz`;
  if (known?.path === path) return known;
  const body = await archiveCommit(repository, { commit, folders });
  const revision = `${branch}@sha1:${commit}`;
  const digest = `sha256:${digestOf(body)}`;
  const artifact = { path, url: work.server.put(path, body), revision, digest, size: body.length };
  work.archives.set(object, artifact);
  return artifact;
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function failure(message: string): SourceOutcome {
  return { failure: { reason: 'GitOperationFailed', message } };
}
