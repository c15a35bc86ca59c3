import { compareProblems, type Problem } from '@atoll/core';
import { cutText } from './describe-value.ts';
import { type FieldPath, renderFieldPath } from './field-path.ts';

/** Problems listed for one file: nobody reads on, and a hostile file could make millions. */
const MAX_PROBLEMS = 100;

/** Longest path that is shown; the name of an unknown field may be of any length. */
const MAX_PATH = 200;

/** A place in a text, both one-based; columns count UTF-16 code units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem whose place is still an offset into the text. */
export interface Fault {
  readonly offset: number;
  readonly path: FieldPath;
  readonly message: string;
  readonly code: string;
}

/** Gives the line and column of an offset. */
export function placeAt(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let feed = text.indexOf('\n'); feed !== -1 && feed < offset; feed = text.indexOf('\n', start)) {
    line += 1;
    start = feed + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Gives the problems of one file, sorted; at most a hundred, followed by one that says so. */
export function toProblems(file: string, text: string, faults: readonly Fault[]): readonly Problem[] {
  const kept = [...faults].sort((a, b) => a.offset - b.offset).slice(0, MAX_PROBLEMS);
  const problems = kept.map((fault): Problem => {
    const { path, message, code } = fault;
    return {
      file,
      ...placeAt(text, fault.offset),
      path: cutText(renderFieldPath(path), MAX_PATH),
      message,
      code,
    };
  });
  problems.sort(compareProblems);
  return faults.length > MAX_PROBLEMS ? [...problems, toRest(file, text)] : problems;
}

function toRest(file: string, text: string): Problem {
  const message = `more than ${MAX_PROBLEMS} problems; the rest of this file's are not listed, correct those above first`;
  return { file, ...placeAt(text, text.length), path: '', message, code: 'ERR_CONFIG_MORE' };
}
