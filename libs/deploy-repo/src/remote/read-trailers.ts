import type { Git } from '../git.ts';
import { feedGit } from '../git-stream.ts';

const UNIT_SEPARATOR = '\u001f';
/** Each commit's trailers, one line each, between bytes that no message holds. Source: git-log(1), "PRETTY FORMATS". */
const FORMAT = '%x00%H%x1f%(trailers:only,unfold)';

/** Gives the trailers of commits, by commit. @throws DeployRepoError if one of them is not in the clone */
export async function readTrailers(
  git: Git,
  commits: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  if (commits.length === 0) {
    return new Map();
  }
  // Plumbing: `git log` would listen to the user's configuration.
  const printed = await feedGit(git, ['rev-list', '--no-walk', '--stdin', `--format=format:${FORMAT}`], {
    input: commits.map((commit) => `${commit}\n`).join(''),
  });
  const records = printed.split('\0').filter((record) => record.includes(UNIT_SEPARATOR));
  return new Map(
    records.map((record) => {
      const [commit = '', lines = ''] = record.split(UNIT_SEPARATOR);
      return [commit, parseTrailers(lines)];
    }),
  );
}

function parseTrailers(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const end = line.indexOf(': ');
      // Between two commits Git says "commit <id>", which has no colon.
      return end < 0 ? [] : [[line.slice(0, end), line.slice(end + 2)]];
    }),
  );
}
