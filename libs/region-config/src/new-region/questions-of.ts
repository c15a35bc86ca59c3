import { regionQuestions, lastQuestions, placeQuestions } from './region-questions.ts';
import type { CloudQuestions, RegionAnswers, RegionQuestion } from './region-question.ts';

/** In `when`: any answer at all. */
const ANY = '*';

/** Gives all questions about a new region in a cloud, in the order in which they are asked. */
export function questionsOf({ identity, details }: Omit<CloudQuestions, 'cloud'>): readonly RegionQuestion[] {
  return [...placeQuestions, ...identity, ...regionQuestions, ...details, ...lastQuestions];
}

/** Tells whether a question makes sense after these answers; `defaults` stand in for what was not answered. */
export function isRelevant(
  { when }: RegionQuestion,
  answers: RegionAnswers,
  defaults: RegionAnswers = {},
): boolean {
  if (when === undefined) return true;
  const given = answers[when.path] ?? defaults[when.path];
  return typeof given === 'string' && (when.is.includes(given) || when.is.includes(ANY));
}
