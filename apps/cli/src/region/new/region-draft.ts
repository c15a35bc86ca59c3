import { hash, randomUUID } from 'node:crypto';
import { readConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import { answerFieldOf, parseAnswer, renderNewRegion } from '@atoll/region-config';
import type { RegionAnswers, RegionQuestion } from '@atoll/region-config/questions';
import { findFreeCidr, parseCidr, renderCidr } from '@atoll/region-model';
import { clouds, createSynth, type LoadedOrganization, type LoadedRegion } from '@atoll/synth';
import { checkConfig } from '@atoll/synth-run';

/** File with what all regions have in common. */
const ORGANIZATION_FILE = 'regions/fleet/organization.yaml';

/** The one field whose default is the list of clouds, not the schema. */
const CLOUD = 'spec.cloud';

/** A region that is being made up, against the fleet that is there. */
export interface RegionDraft {
  /** Regions that are configured already. */
  readonly taken: ReadonlySet<string>;
  /** What is wrong with those: a broken one is not compared with the new one. */
  readonly fleetProblems: readonly Problem[];
  /** Gives the default of a question as a value: the schema's, or a proposal; undefined where somebody has to answer. */
  defaultOf(question: RegionQuestion): unknown;
  /** Gives the value of what somebody typed. */
  parse(question: RegionQuestion, text: string): unknown;
  /** Gives what is wrong with one answer, whatever is still open; undefined when nothing is. */
  checkAnswer(question: RegionQuestion, given: DraftedRegion): string | undefined;
  /** Gives what is wrong with the whole, by itself and within the fleet. */
  check(given: DraftedRegion): readonly Problem[];
  /** Gives the text of the file. */
  render(given: DraftedRegion): string;
}

/** What is known of the region so far. */
export interface DraftedRegion {
  readonly name: string;
  readonly answers: RegionAnswers;
  readonly questions: readonly RegionQuestion[];
}

interface Fleet {
  readonly organization: LoadedOrganization;
  readonly facts: readonly LoadedRegion['facts'][];
  readonly configured: readonly string[];
  readonly problems: readonly Problem[];
}

/** Opens a draft against the fleet of a config repository; gives the problems of what all regions have in common. */
export async function openDraft(
  root: string,
  at: Date,
): Promise<{ readonly draft: RegionDraft } | { readonly problems: readonly Problem[] }> {
  const { files, problems, regions } = await readConfigRepo(root, { only: [] });
  const file = files.find(({ path }) => path === ORGANIZATION_FILE);
  if (file === undefined) return { problems };
  const organization = createSynth({ digest: digestText }).loadOrganization(file);
  if ('problems' in organization) return organization;
  const fleet = await checkConfig(root, at);
  const facts = fleet.regions.map((region) => region.facts);
  return {
    draft: createDraft({
      organization: organization.value,
      facts,
      configured: regions,
      problems: fleet.problems,
    }),
  };
}

function createDraft(fleet: Fleet): RegionDraft {
  const schemas = clouds.map((cloud) => cloud.schemas);
  const drawn = drawProposals(fleet);
  const nodeOf = ({ path }: RegionQuestion) => answerFieldOf(schemas, path).node;
  const check = createCheck(fleet);
  return {
    taken: new Set(fleet.configured),
    fleetProblems: fleet.problems,
    defaultOf: (question) => {
      if (question.proposal !== undefined) return drawn[question.proposal];
      return question.path === CLOUD ? clouds[0]?.name : nodeOf(question).default;
    },
    parse: (question, text) => parseAnswer(nodeOf(question), text),
    checkAnswer: (question, given) => {
      const problems = check(completed(given)).filter((problem) => isAbout(problem, question));
      return problems[0]?.message;
    },
    check,
    render: renderNewRegion,
  };
}

/** Drawn once, so that a question that is asked again proposes the same. */
function drawProposals({ facts }: Fleet): Readonly<Record<'random-id' | 'free-cidr', string | undefined>> {
  const free = findFreeCidr(facts.map(({ cidr }) => parseCidr(cidr)));
  return {
    'random-id': `atoll-${randomUUID()}`,
    'free-cidr': free === undefined ? undefined : renderCidr(free),
  };
}

/** Fills in what is still open with examples, since only a whole region can be checked. */
function completed({ name, answers, questions }: DraftedRegion): DraftedRegion {
  const open = questions.filter(({ path, example, when }) => {
    const isNeeded = example !== undefined && when === undefined;
    return isNeeded && answers[path] === undefined;
  });
  const examples = Object.fromEntries(open.map(({ path, example }) => [path, example]));
  return { name, questions, answers: { [CLOUD]: clouds[0]?.name, ...examples, ...answers } };
}

/** Tells whether another answer to a question may mend a problem. */
export function isAbout(problem: Problem, { path, mends = [] }: RegionQuestion): boolean {
  if (mends.includes(problem.code)) return true;
  const found = problem.path.replaceAll(/\[\d+\]/g, '[]');
  const asked = path.replaceAll(/\[type=[a-z-]+\]/g, '[]');
  return found === asked || found.startsWith(`${asked}[`);
}

function createCheck(fleet: Fleet): RegionDraft['check'] {
  const synth = createSynth({ digest: digestText });
  return (given) => {
    const { name } = given;
    const region = { path: `regions/${name}/region.yaml`, text: renderNewRegion(given) };
    const loaded = synth.loadRegion({ name, region, observed: undefined }, fleet.organization);
    if ('problems' in loaded) return loaded.problems;
    return toOwn(synth.checkFleet([loaded.value], fleet.facts), region.path);
  };
}

/** A name that another region's begins with is told of that other one only; it is the new one that can still be changed. */
function toOwn(problems: readonly Problem[], file: string): readonly Problem[] {
  const own = problems.filter((problem) => problem.file === file);
  if (own.length > 0) return own;
  return problems.map((problem) => {
    const [, other = ''] = problem.file.split('/');
    return { ...problem, file, message: `the name of region ${other} ${problem.message}` };
  });
}

function digestText(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}
