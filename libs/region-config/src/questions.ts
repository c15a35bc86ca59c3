export { isRelevant, questionsOf } from './new-region/questions-of.ts';
export type { CloudQuestions, RegionAnswers, RegionQuestion } from './new-region/region-question.ts';
