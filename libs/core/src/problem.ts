/** One thing wrong with an input file; all problems of a run are collected, sorted and printed together. */
export interface Problem {
  /** File as the user named it, relative to the config repository's root. */
  readonly file: string;
  /** One-based line; 0 when the problem has no place in the text (the file is missing, is a folder, …). */
  readonly line: number;
  /** One-based column, 0 with line 0. */
  readonly column: number;
  /** Field path such as `spec.network.cidr` or `spec.aws.zones[2]`; empty for the whole file. */
  readonly path: string;
  /** What is wrong, what is allowed, and the nearest known name or remedy. */
  readonly message: string;
  /** Stable code of the rule, `ERR_CONFIG_…`. */
  readonly code: string;
}

/** Gives `file:line:column path: message`, the form that editors and terminals turn into a link. */
export function renderProblem(problem: Problem): string {
  const place = problem.line > 0 ? `:${problem.line}:${problem.column}` : '';
  const path = problem.path === '' ? '' : ` ${problem.path}`;
  return `${problem.file}${place}${path}: ${problem.message}`;
}

/** Orders problems by file, line, column, path and message, so that a run prints the same text everywhere. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** Compares by UTF-16 code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
