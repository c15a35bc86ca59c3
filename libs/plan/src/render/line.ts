/** What a line says at a glance; a terminal and a comment show it each in its own way. */
export type Mark = '+' | '-' | '~' | '!' | ' ';

/** One line of a plan as people read it. */
export interface Line {
  readonly mark: Mark;
  /** Steps to the right, 0 or more. */
  readonly depth: number;
  readonly text: string;
}

/** Lines under a heading. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Gives a line. */
export function toLine(mark: Mark, depth: number, text: string): Line {
  return { mark, depth, text };
}
