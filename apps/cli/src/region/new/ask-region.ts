import type { Problem } from '@atoll/core';
import { explainField, renderExplanation, answerFieldOf, renderAnswer } from '@atoll/region-config';
import {
  isRelevant,
  questionsOf,
  type RegionAnswers,
  type RegionQuestion,
} from '@atoll/region-config/questions';
import { clouds } from '@atoll/synth';
import { cloudQuestions } from '@atoll/synth/questions';
import type { Prompter } from './prompter.ts';
import { type DraftedRegion, isAbout, type RegionDraft } from './region-draft.ts';

/** What a person or the command line has said already. */
export interface GivenRegion {
  readonly name: string;
  /** Answers by flag, as they were typed. */
  readonly flags: ReadonlyMap<string, string>;
}

/** A region whose questions are all answered, as far as they were. */
export interface AnsweredRegion extends DraftedRegion {
  /** Flags of questions that need an answer and have none; only without a prompter. */
  readonly missing: readonly string[];
  /** Paths that somebody answered, rather than a default. */
  readonly chosen: ReadonlySet<string>;
}

interface Interview {
  readonly draft: RegionDraft;
  readonly prompter: Prompter | undefined;
  readonly given: GivenRegion;
  readonly answers: Record<string, unknown>;
  readonly chosen: Set<string>;
  readonly missing: string[];
}

/** Asks what the command line leaves open; without a prompter, defaults and proposals answer. */
export async function askRegion(
  draft: RegionDraft,
  prompter: Prompter | undefined,
  given: GivenRegion,
): Promise<AnsweredRegion> {
  const interview: Interview = { draft, prompter, given, answers: {}, chosen: new Set(), missing: [] };
  const [first, ...rest] = questionsOf({ identity: [], details: [] });
  if (first !== undefined) await answerOne(interview, first, [first, ...rest]);
  const questions = questionsFor(interview.answers);
  for (const question of questions.slice(1)) {
    if (isRelevant(question, interview.answers)) await answerOne(interview, question, questions);
    else if (given.flags.has(question.flag)) takeFlag(interview, question);
  }
  const { answers, chosen, missing } = interview;
  return { name: given.name, answers, questions, missing, chosen };
}

/** Asks again what turned out to be wrong; gives undefined where no question is about it. */
export async function askAgain(
  draft: RegionDraft,
  prompter: Prompter,
  { region, problems }: { readonly region: AnsweredRegion; readonly problems: readonly Problem[] },
): Promise<AnsweredRegion | undefined> {
  const wrong = region.questions.filter((question) => problems.some((problem) => isAbout(problem, question)));
  if (wrong.length === 0) return undefined;
  const given = { name: region.name, flags: new Map<string, string>() };
  const chosen = new Set(region.chosen);
  const interview: Interview = {
    draft,
    prompter,
    given,
    answers: { ...region.answers },
    chosen,
    missing: [],
  };
  for (const question of wrong) await answerOne(interview, question, region.questions);
  return { ...region, answers: interview.answers, chosen };
}

/** Gives what stands in the file: what somebody chose, and what a reader looks for. */
export function writtenAnswers(
  draft: RegionDraft,
  { answers, questions, chosen }: AnsweredRegion,
): RegionAnswers {
  const written = questions.filter((question) => {
    const value = answers[question.path];
    if (value === undefined) return false;
    const isDefault = JSON.stringify(value) === JSON.stringify(draft.defaultOf(question));
    return question.isAlwaysWritten || (chosen.has(question.path) && !isDefault);
  });
  return Object.fromEntries(written.map(({ path }) => [path, answers[path]]));
}

function questionsFor(answers: RegionAnswers): readonly RegionQuestion[] {
  const own = cloudQuestions.find(({ cloud }) => cloud === answers['spec.cloud']);
  return questionsOf(own ?? { identity: [], details: [] });
}

async function answerOne(
  interview: Interview,
  question: RegionQuestion,
  questions: readonly RegionQuestion[],
): Promise<void> {
  const { draft, prompter, given, answers } = interview;
  const proposal = draft.defaultOf(question);
  if (given.flags.has(question.flag)) {
    takeFlag(interview, question);
    const region = { name: given.name, questions, answers };
    const wrong = prompter === undefined ? undefined : draft.checkAnswer(question, region);
    if (wrong === undefined) return;
    prompter?.show(`--${question.flag} ${given.flags.get(question.flag) ?? ''}`, wrong);
  }
  if (prompter === undefined || !question.isAsked) takeDefault(interview, question, proposal);
  else await ask(interview, prompter, { question, questions, proposal });
}

function takeFlag({ draft, given, answers, chosen }: Interview, question: RegionQuestion): void {
  answers[question.path] = draft.parse(question, given.flags.get(question.flag) ?? '');
  chosen.add(question.path);
}

function takeDefault({ answers, missing }: Interview, question: RegionQuestion, proposal: unknown): void {
  if (proposal !== undefined) answers[question.path] = proposal;
  else if (question.example !== undefined) missing.push(question.flag);
}

interface OpenQuestion {
  readonly question: RegionQuestion;
  readonly questions: readonly RegionQuestion[];
  readonly proposal: unknown;
}

async function ask(
  { draft, given, answers, chosen }: Interview,
  prompter: Prompter,
  { question, questions, proposal }: OpenQuestion,
): Promise<void> {
  const schemas = clouds.map((cloud) => cloud.schemas);
  const { path, node } = answerFieldOf(schemas, question.path);
  const usual = answers[question.path] ?? proposal;
  const answer = await prompter.ask({
    message: question.text,
    isRequired: question.example !== undefined,
    explanation: renderExplanation(explainField(schemas, path)),
    ...(usual === undefined || renderAnswer(usual) === '' ? {} : { proposal: renderAnswer(usual) }),
    ...(node.enum === undefined ? {} : { choices: node.enum.map(String) }),
    check: (typed) => {
      const tried = { ...answers, [question.path]: draft.parse(question, typed) };
      return draft.checkAnswer(question, { name: given.name, questions, answers: tried });
    },
  });
  if (answer === '') delete answers[question.path];
  else answers[question.path] = draft.parse(question, answer);
  if (answer !== '') chosen.add(question.path);
}
