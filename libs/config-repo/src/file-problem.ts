import type { Problem } from '@atoll/core';

/** Longest name of a file that is shown; the names that this program looks for are far shorter. */
const MAX_NAME = 80;

/** Gives a problem of a file as such, which has no place in a text. */
export function toFileProblem(file: string, code: string, rule: string): Problem {
  return { file, line: 0, column: 0, path: '', code, message: `the file ${rule}` };
}

/** Gives a problem of a folder. */
export function toFolderProblem(folder: string, code: string, rule: string): Problem {
  return { file: folder, line: 0, column: 0, path: '', code, message: `the folder ${rule}` };
}

/** Gives a name as it can be printed: a terminal must not obey what stands in the name of a file. */
export function toPrintable(name: string): string {
  const printable = name.replaceAll(/[^\x20-\x7e]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return printable.length <= MAX_NAME ? printable : `${printable.slice(0, MAX_NAME - 1)}…`;
}

/** Gives the system's code of an error, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
