import { compareProblems, type Problem } from '@atoll/core';

/** Gives problems sorted and each once: the look at a file and its reading find the same. */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()].sort(compareProblems);
}
