import { listAncestors, parseDeployPath } from './deploy-path.ts';
import { DeployRepoError } from './deploy-repo-error.ts';

/** One file to be written. */
export interface FolderFile {
  /** Relative to its folder, for example `network/region-eu-1.VPC.main.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** All files of one folder. */
export interface FolderContent {
  /** For example `control-plane/eu-1`; no `/` at its ends. */
  readonly folder: string;
  readonly files: readonly FolderFile[];
}

/**
 * Gives the commands for `git fast-import` after which the folder holds exactly these files.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_PATH` for a path that cannot stand there, or that stands there twice
 * @throws DeployRepoError `ERR_DEPLOY_REPO_EMPTY` for a folder without files
 */
export function renderFolderCommands(content: FolderContent): string {
  parseDeployPath(content.folder);
  if (content.files.length === 0) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_EMPTY',
      `the folder ${content.folder} was rendered without any file: an empty render never deletes; call deleteFolder if it must go`,
    );
  }
  assertDistinct(content);
  const commands = content.files.map(({ path, text }) => {
    const size = Buffer.byteLength(text);
    return `M 100644 inline ${toQuoted(`${content.folder}/${path}`)}\ndata ${size}\n${text}\n`;
  });
  return `${renderFolderDeletion(content.folder)}${commands.join('')}`;
}

/** Gives the command for `git fast-import` after which the folder is gone. */
export function renderFolderDeletion(folder: string): string {
  return `D ${toQuoted(parseDeployPath(folder))}\n`;
}

/** A name that is a file and a folder at once, or a file given twice, would be settled by order; it is a mistake instead. */
function assertDistinct(content: FolderContent): void {
  const files = new Set<string>();
  for (const { path } of content.files) {
    if (files.has(parseDeployPath(path))) {
      throw toClash(content.folder, path, 'it is given twice');
    }
    files.add(path);
  }
  for (const { path } of content.files) {
    const clash = listAncestors(path).find((ancestor) => files.has(ancestor));
    if (clash !== undefined) {
      throw toClash(content.folder, clash, `it is a file, and the folder of ${path}`);
    }
  }
}

function toClash(folder: string, path: string, rule: string): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_PATH',
    `the path ${JSON.stringify(`${folder}/${path}`)} cannot stand in the deploy repository: ${rule}; every file needs a name of its own`,
  );
}

/** Quotes as fast-import wants it; control characters and backslashes have been refused before. */
function toQuoted(path: string): string {
  return `"${path.replaceAll('"', '\\"')}"`;
}
