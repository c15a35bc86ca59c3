import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Checkpoint } from './checkpoint.ts';
import type { DeployRepo } from './deploy-repo.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import { GitDeployRepo } from './git-deploy-repo.ts';
import { type Git, createGit } from './git.ts';
import type { Environment, GitIdentity, GitPlace } from './git-environment.ts';
import { toFileFailure } from './git-failure.ts';
import type { SigningKey } from './signing-key.ts';

/** For people who use Git by hand in there: no rewriting of line ends, no sudden repacking of 150,000 objects. */
const PERSISTED_SETTINGS = '[core]\n\tautocrlf = false\n[gc]\n\tauto = 0\n[index]\n\tversion = 4\n';

/** Outranks every .gitattributes: what is rendered, committed and written are the same bytes. */
const ATTRIBUTES = '* -text -ident -filter -working-tree-encoding\n';

/** Where the repository is, and who writes in it. */
export interface DeployRepoOptions {
  /** The folder of the work tree, for example `deploy`; made when it is absent. */
  readonly path: string;
  readonly author: GitIdentity;
  /** `process.env` of the program: Git needs PATH and HOME of it; whatever would steer Git elsewhere is left out. */
  readonly environment: Environment;
  /** The time that commits carry. */
  readonly now: () => Date;
  /** Signs every commit of a run. */
  readonly signingKey?: SigningKey;
  readonly checkpoint?: Checkpoint;
}

/**
 * Opens the deploy repository, makes it when it is absent, and finishes what a crash has left behind (`recovered`).
 *
 * @throws DeployRepoError with a code of the README's table
 */
export async function openDeployRepo(options: DeployRepoOptions): Promise<DeployRepo> {
  const path = resolve(options.path);
  const place: GitPlace = { path, gitDir: join(path, '.git') };
  prepareFolder(place);
  const git = createGit(place, options.author, options.environment);
  if (!existsSync(join(place.gitDir, 'HEAD'))) {
    await initialize(git);
  }
  keepBytes(place);
  const repo = new GitDeployRepo({
    git,
    now: options.now,
    signingKey: options.signingKey,
    checkpoint: options.checkpoint ?? (() => undefined),
    createId: randomUUID,
  });
  await repo.recover();
  return repo;
}

async function initialize(git: Git): Promise<void> {
  await git.run(['init', '-b', 'main']);
  appendFileSync(join(git.gitDir, 'config'), PERSISTED_SETTINGS);
}

function keepBytes(place: GitPlace): void {
  const file = join(place.gitDir, 'info', 'attributes');
  try {
    if (!existsSync(file)) {
      mkdirSync(join(place.gitDir, 'info'), { recursive: true });
      writeFileSync(file, ATTRIBUTES);
    }
  } catch (cause) {
    throw toFileFailure(place.path, `write ${file}`, cause);
  }
}

function prepareFolder(place: GitPlace): void {
  try {
    mkdirSync(place.path, { recursive: true });
  } catch (cause) {
    throw toFileFailure(place.path, 'make the folder', cause);
  }
  const found = lstatSync(place.gitDir, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_NOT_A_REPOSITORY',
      `${place.gitDir} is not a folder: a submodule or a linked work tree cannot be the deploy repository; clone it as a repository of its own`,
    );
  }
}
