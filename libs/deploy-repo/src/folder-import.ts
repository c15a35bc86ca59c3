import type { Git } from './git.ts';
import { openGitStream } from './git-stream.ts';

/** The commit that carries the tree until the real one is written; unreachable afterwards. */
const CARRIER_COMMITTER = 'committer atoll <atoll@localhost> 0 +0000';

/** A running `git fast-import` that builds one tree. */
export interface FolderImport {
  /** Hands over commands, waiting while Git has enough of them. */
  write(commands: string): Promise<void>;
  /** Writes the tree and sets the temporary ref to it. */
  finish(): Promise<void>;
}

/** Starts the import: a commit at `ref` that begins with the tree of `from` (nothing, in a new repository). */
export async function openFolderImport(
  git: Git,
  ref: string,
  from: string | undefined,
): Promise<FolderImport> {
  // Without --done, the end of a killed caller's stream would count as the end of its work.
  const stream = openGitStream(git, ['fast-import', '--quiet', '--done', '--date-format=raw']);
  stream.output.resume();
  const start = from === undefined ? '' : `from ${from}\n`;
  await stream.write(`commit ${ref}\n${CARRIER_COMMITTER}\ndata 0\n${start}`);
  return {
    write: (commands) => stream.write(commands),
    async finish() {
      await stream.write('done\n');
      await stream.close();
    },
  };
}
