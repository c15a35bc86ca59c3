import type { Problem } from '@atoll/core';

/** Gives a problem of a file as such, which has no place in a text. */
export function toFileProblem(file: string, code: string, rule: string): Problem {
  return { file, line: 0, column: 0, path: '', code, message: `the file ${rule}` };
}
