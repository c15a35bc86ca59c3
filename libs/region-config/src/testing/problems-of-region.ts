import { renderProblem } from '@atoll/core';
import { createConfigParser } from '../config-parser.ts';
import { testClouds } from './test-clouds.ts';

const FILE = 'region.yaml';

/** Gives the problems of a region's text, each as `code line:column path: message`; none for a valid text. */
export function problemsOfRegion(text: string): readonly string[] {
  const parsed = createConfigParser(testClouds).parseRegion(FILE, text);
  if ('value' in parsed) return [];
  return parsed.problems.map((problem) => `${problem.code} ${renderProblem(problem).slice(FILE.length + 1)}`);
}
