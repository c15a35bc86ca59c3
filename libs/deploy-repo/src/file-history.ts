import { join, relative, resolve, sep } from 'node:path';
import { openBlobReader } from './blob-reader.ts';
import { createGit, type Git } from './git.ts';
import type { Environment, GitIdentity } from './git-environment.ts';
import { tryGit } from './git-stream.ts';
import { findTop } from './source-history.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** Commit, author's name and address, time of the commit, first line of its message: no NUL can be in any of them. */
const FIELDS = '%H%x00%an%x00%ae%x00%cI%x00%s';

/** Number of {@link FIELDS}. */
const FIELD_COUNT = 5;

/** `:<old mode> <new mode> <old blob> <new blob> <letter>`, behind a line feed where it is the first of its commit. */
const ENTRY = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])/;

/** Modes of plain files; a link's content is a path, and nobody follows it. */
const PLAIN_FILE = /^1006/;

/** One change of a file on the checked-out branch. Names, addresses and subjects are foreign text. */
export interface FileChange {
  /** Relative to the folder that was asked about, with `/`. */
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Content behind the change; undefined where it is deleted, or no plain file any more. */
  readonly text: string | undefined;
  /** Commit of the branch, such as the merge that brought it. */
  readonly commit: string;
  /** When that commit was made, ISO 8601 in UTC. */
  readonly at: string;
  /** First line of its message. */
  readonly subject: string;
  /** Who brought it to the branch. */
  readonly broughtBy: GitIdentity;
  /** Who wrote it: the author of the commit that a merge brought. */
  readonly writtenBy: GitIdentity;
}

/** What Git knows of some files. */
export interface FileHistory {
  /** Whether commits are missing from this clone, so that older changes are unknown. */
  readonly isShallow: boolean;
  /** From the oldest to the newest. */
  readonly changes: readonly FileChange[];
}

/**
 * Gives every change of files on the checked-out branch, as the branch went: what a merge brought changed when it was merged.
 *
 * @param folder any folder of the repository
 * @param pattern of paths below it, such as `regions/*` + `/access/*.yaml`
 * @returns undefined outside Git, or before the first commit
 * @throws DeployRepoError when there is a repository and Git cannot read it
 */
export async function readFileHistory(
  folder: string,
  pattern: string,
  environment: Environment,
): Promise<FileHistory | undefined> {
  const start = resolve(folder);
  const top = findTop(start);
  if (top === undefined) return undefined;
  const git = createGit({ path: top, gitDir: join(top, '.git') }, READER, environment);
  const born = await tryGit(git, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (born.exit === 1 && born.words === '') return undefined;
  const prefix = relative(top, start)
    .split(sep)
    .filter(Boolean)
    .map((name) => `${name}/`)
    .join('');
  const paths = `:(top,glob)${prefix}${pattern}`;
  const onBranch = await listEntries(git, ['--first-parent', '--diff-merges=first-parent'], paths);
  const everywhere = await listEntries(git, ['--full-history', '--no-merges'], paths);
  const writers = new Map(everywhere.map((entry) => [keyOf(entry), entry.author]));
  const texts = await readTexts(git, onBranch);
  const isShallow = (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return {
    isShallow,
    changes: onBranch.map((entry) => ({
      path: entry.path.slice(prefix.length),
      kind: entry.kind,
      text: entry.isPlain ? texts.get(entry.blob) : undefined,
      commit: entry.commit,
      at: entry.at,
      subject: entry.subject,
      broughtBy: entry.author,
      writtenBy: writers.get(keyOf(entry)) ?? entry.author,
    })),
  };
}

interface Entry {
  readonly path: string;
  readonly kind: FileChange['kind'];
  readonly blob: string;
  readonly isPlain: boolean;
  readonly commit: string;
  readonly author: GitIdentity;
  readonly at: string;
  readonly subject: string;
}

/** The same content at the same path, or the same removal. */
function keyOf({ path, blob }: Entry): string {
  return `${blob} ${path}`;
}

async function listEntries(git: Git, options: readonly string[], paths: string): Promise<readonly Entry[]> {
  const format = ['-z', '--raw', '--no-abbrev', '--no-renames', '--no-show-signature', `--format=${FIELDS}`];
  const args = ['log', '--reverse', '--topo-order', ...format, ...options, 'HEAD', '--', paths];
  const tokens = (await git.run(args)).split('\0');
  const entries: Entry[] = [];
  for (let at = 0; at + FIELD_COUNT <= tokens.length; ) {
    const about = toAbout(tokens.slice(at, at + FIELD_COUNT));
    at += FIELD_COUNT;
    for (; ENTRY.test(tokens[at] ?? ''); at += 2) {
      entries.push({ ...about, ...toChange(tokens[at] as string), path: tokens[at + 1] ?? '' });
    }
  }
  return entries;
}

function toAbout(fields: readonly string[]): Pick<Entry, 'commit' | 'author' | 'at' | 'subject'> {
  const [commit, name, email, time, subject] = fields as [string, string, string, string, string];
  return { commit: commit.trim(), author: { name, email }, at: toUtc(time), subject };
}

function toChange(entry: string): Pick<Entry, 'kind' | 'blob' | 'isPlain'> {
  const [, mode, blob, letter] = ENTRY.exec(entry) as unknown as [string, string, string, string];
  const kind = letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : 'changed';
  return { kind, blob, isPlain: PLAIN_FILE.test(mode) };
}

/** Git gives the zone of whoever committed. */
function toUtc(time: string): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

async function readTexts(git: Git, entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const blobs = [...new Set(entries.filter(({ isPlain }) => isPlain).map(({ blob }) => blob))];
  if (blobs.length === 0) return new Map();
  const reader = openBlobReader(git);
  try {
    const contents = await reader.read(blobs);
    return new Map(
      contents.flatMap((content, at) =>
        content === undefined ? [] : [[blobs[at] as string, content.toString('utf8')] as const],
      ),
    );
  } finally {
    await reader.close();
  }
}
