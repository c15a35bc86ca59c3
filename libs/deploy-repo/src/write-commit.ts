import type { ChangeSummary } from './change-summary.ts';
import { renderCommitMessage } from './commit-message.ts';
import { parseBranchName } from './deploy-path.ts';
import { TEMPORARY_REFS } from './refs.ts';
import { toDateVariables } from './rescue.ts';
import type { FinishOptions } from './run.ts';
import type { RunStart } from './run-start.ts';
import { toSigningArguments } from './signing-key.ts';

/** Writes the commit of the imported tree, signed if there is a key; no ref points to it yet. */
export async function writeCommit(
  start: RunStart,
  options: FinishOptions,
  changes: ChangeSummary,
): Promise<string> {
  const { before, behind } = toSigningArguments(start.signingKey);
  const parents = start.head === undefined ? [] : ['-p', start.head];
  const paragraphs = toParagraphs(options, changes).flatMap((text) => ['-m', text]);
  const tree = `${TEMPORARY_REFS}/${start.id}^{tree}`;
  const printed = await start.git.run(
    [...before, 'commit-tree', ...behind, ...parents, ...paragraphs, tree],
    toDateVariables(start.now()),
  );
  return printed.trim();
}

/** Gives the branches that move along, sorted, each once. @throws DeployRepoError `ERR_DEPLOY_REPO_BRANCH` */
export function nameBranches(
  start: RunStart,
  options: FinishOptions,
  changedFolders: readonly string[],
): string[] {
  const named = options.branches?.(changedFolders) ?? [];
  return [...new Set(named.map((name) => parseBranchName(name, start.branch)))].toSorted();
}

function toParagraphs({ message, trailers }: FinishOptions, changes: ChangeSummary): readonly string[] {
  const folders = changes.folders.map(({ folder }) => folder);
  const text = typeof message === 'string' ? message : message(folders, changes);
  return renderCommitMessage({ message: text, ...(trailers === undefined ? {} : { trailers }) });
}
