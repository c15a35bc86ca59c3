import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText, type Problem } from '@atoll/core';
import { codeOf, toFileProblem, toFolderProblem, toPrintable } from './file-problem.ts';
import { type FolderFinding, statFile } from './stat-file.ts';

/** Most entries of one such folder; a record of years is far smaller. */
const MOST_ENTRIES = 2_000;

/** Names that the kinds of these folders allow; what else is wrong with one, the parser says at its place. */
const FILE_NAME = /^[a-z0-9-]{1,64}\.yaml$/;

/** What is probably meant as one of the folder's files. */
const YAML_FILE = /\.ya?ml$/i;

/** Copies that editors and merges leave behind start with a dot or a hash. */
const LEFT_BEHIND = /^[.#]/;

/**
 * Looks at a folder of many files of one kind, such as `regions/eu-west-1/access`: every `<id>.yaml` is one.
 *
 * @param folder relative to the repository's root, with `/`
 */
export function statManyFolder(root: string, folder: string): FolderFinding {
  let entries: Dirent[];
  try {
    if (!lstatSync(join(root, folder)).isDirectory()) return { files: [], problems: [toNoFolder(folder)] };
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    const rule = `cannot be read (${codeOf(error)}); mend its permissions`;
    return { files: [], problems: [toFolderProblem(folder, 'ERR_CONFIG_FILE_UNREADABLE', rule)] };
  }
  if (entries.length > MOST_ENTRIES) {
    const rule = `holds ${entries.length} entries, at most ${MOST_ENTRIES} are read; remove the oldest, Git keeps them`;
    return { files: [], problems: [toFolderProblem(folder, 'ERR_CONFIG_FILE_SIZE', rule)] };
  }
  const found = entries
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => statEntry(root, folder, entry));
  return {
    files: found.filter((stat) => 'ino' in stat),
    problems: found.filter((stat) => 'message' in stat),
  };
}

type Found = FolderFinding['files'][number] | Problem;

function statEntry(root: string, folder: string, entry: Dirent): readonly Found[] {
  const { name } = entry;
  if (FILE_NAME.test(name)) return [statFile(root, `${folder}/${name}`)];
  const path = `${folder}/${toPrintable(name)}`;
  if (entry.isDirectory()) {
    const rule = 'is not read: files stand directly in the folder above; move them up';
    return [toFolderProblem(path, 'ERR_CONFIG_FILE_PLACE', rule)];
  }
  if (!YAML_FILE.test(name) || LEFT_BEHIND.test(name)) return [];
  const rule = 'is not read; rename it to <name>.yaml, with a name of lower-case letters, digits and dashes';
  return [toFileProblem(path, 'ERR_CONFIG_FILE_NAME', rule)];
}

function toNoFolder(folder: string): Problem {
  const rule = 'is no folder, and links are not followed; put a folder of <name>.yaml files in its place';
  return toFileProblem(folder, 'ERR_CONFIG_FILE_TYPE', rule);
}
