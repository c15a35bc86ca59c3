import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchObject } from './object-set.ts';
import { runGit } from '../publish/plain-git.ts';

/** A deploy repository with one stage. */
export interface DeployFolder {
  /** Bare repository. */
  readonly repository: string;
  /** Folder with one JSON file an object, which is YAML too. */
  readonly files: string;
  readonly commit: string;
}

/** Where the stage stands in the repository. */
export interface DeployPlace {
  readonly branch: string;
  /** Such as `regions/bench/platform`. */
  readonly folder: string;
}

/** Commits the objects, one a file, without what Flux adds. */
export function commitObjects(
  root: string,
  { branch, folder }: DeployPlace,
  objects: readonly BenchObject[],
): DeployFolder {
  const [repository, tree] = [join(root, 'deploy.git'), join(root, 'tree')];
  const files = join(tree, folder);
  mkdirSync(files, { recursive: true });
  for (const { metadata, ...rest } of objects) {
    const { labels: _, ...named } = metadata;
    writeFileSync(join(files, `${metadata.name}.yaml`), JSON.stringify({ ...rest, metadata: named }));
  }
  runGit(root, ['init', '--quiet', '--bare', '-b', branch, repository]);
  runGit(root, ['init', '--quiet', '-b', branch, tree]);
  runGit(tree, ['add', '--all']);
  runGit(tree, ['commit', '--quiet', '-m', 'Render']);
  runGit(tree, ['push', '--quiet', repository, `HEAD:refs/heads/${branch}`]);
  return { repository, files, commit: runGit(tree, ['rev-parse', 'HEAD']).trim() };
}
