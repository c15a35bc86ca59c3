export { AppError } from './app-error.ts';
export { compareProblems, compareText, type Problem, renderProblem } from './problem.ts';
