import { answerFieldOf } from '@atoll/region-config';
import { questionsOf } from '@atoll/region-config/questions';
import { describe, expect, it } from 'vitest';
import { cloudQuestions } from './cloud-questions.ts';
import { clouds } from './clouds.ts';

describe('the questions of the clouds', () => {
  it('are those of every cloud, in the same order', () => {
    expect(cloudQuestions).toStrictEqual(clouds.map(({ bootstrapBundle }) => bootstrapBundle.questions));
    expect(cloudQuestions.map(({ cloud }) => cloud)).toStrictEqual(clouds.map(({ name }) => name));
  });

  it.each(cloudQuestions)('are about fields that a Region in $cloud has, each once', (own) => {
    const questions = questionsOf(own);
    const schemas = clouds.map((cloud) => cloud.schemas);

    const fields = questions.map(({ path }) => answerFieldOf(schemas, path).node.description ?? '');

    expect(fields.filter((description) => description === '')).toStrictEqual([]);
    expect(new Set(questions.map(({ flag }) => flag)).size).toBe(questions.length);
    expect(new Set(questions.map(({ path }) => path)).size).toBe(questions.length);
  });

  it.each(cloudQuestions)('depend in $cloud only on questions that are asked before', (own) => {
    const questions = questionsOf(own);

    const late = questions.filter(({ when }, index) => {
      const before = questions.slice(0, index).map(({ path }) => path);
      return when !== undefined && !before.includes(when.path);
    });

    expect(late).toStrictEqual([]);
  });
});
