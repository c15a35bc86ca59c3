import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type Problem } from '@atoll/core';
import { regionNamePattern } from '@atoll/region-config';
import type { NewRegionReport } from '../../json-outputs.ts';
import { askAgain, askRegion, type AnsweredRegion, writtenAnswers } from './ask-region.ts';
import type { Prompter } from './prompter.ts';
import { openDraft, type RegionDraft } from './region-draft.ts';

/** Name that no region may take: its folder holds what spans regions. */
const RESERVED_NAME = 'fleet';

/** Raised when a region cannot be made of what was said. */
export class NewRegionError extends AppError {}

/** What `atoll region new` was given. */
export interface NewRegionOptions {
  readonly root: string;
  /** Absent: asked for. */
  readonly name: string | undefined;
  readonly flags: ReadonlyMap<string, string>;
  /** Absent: nobody is asked. */
  readonly prompter: Prompter | undefined;
  readonly isDryRun: boolean;
  readonly at: Date;
}

/** Gives a new region's file, written unless it is a dry run, or everything that is wrong with it. */
export async function createRegion(options: NewRegionOptions): Promise<NewRegionReport> {
  const { root, flags, prompter, isDryRun } = options;
  const opened = await openDraft(root, options.at);
  if ('problems' in opened) return toReport(options.name ?? '', { problems: opened.problems });
  const { draft } = opened;
  const name = await chooseName(draft, options);
  const answered = await askRegion(draft, prompter, { name, flags });
  if (answered.missing.length > 0) throw toMissing(answered.missing);
  const { region, problems } = await settle(draft, prompter, answered);
  if (problems.length > 0) return toReport(name, { problems });
  const text = draft.render(toFile(draft, region));
  if (!isDryRun) await writeNew(join(root, `regions/${name}/region.yaml`), text);
  return toReport(name, { problems: [], text, isWritten: !isDryRun });
}

/** Tells whether it was the words on the command line that do not suffice. */
export function isIncomplete(error: unknown): boolean {
  return error instanceof NewRegionError && error.code === 'ERR_REGION_NEW_MISSING';
}

/** Asks again until nothing is wrong, or nothing is wrong that a question is about. */
async function settle(
  draft: RegionDraft,
  prompter: Prompter | undefined,
  answered: AnsweredRegion,
): Promise<{ readonly region: AnsweredRegion; readonly problems: readonly Problem[] }> {
  let region = answered;
  for (;;) {
    const problems = draft.check(toFile(draft, region));
    if (problems.length === 0 || prompter === undefined) return { region, problems };
    prompter.show('not yet', problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    const next = await askAgain(draft, prompter, { region, problems });
    if (next === undefined) return { region, problems };
    region = next;
  }
}

function toFile(draft: RegionDraft, region: AnsweredRegion): AnsweredRegion {
  return { ...region, answers: writtenAnswers(draft, region) };
}

async function chooseName(draft: RegionDraft, { name, prompter }: NewRegionOptions): Promise<string> {
  const check = (typed: string) => checkName(typed, draft.taken);
  if (name === undefined && prompter !== undefined) {
    const explanation =
      '3 to 26 lower-case letters, digits and dashes. It is part of every name in the cloud and cannot be changed later.';
    return await prompter.ask({ message: 'Name of the region', isRequired: true, explanation, check });
  }
  const wrong = name === undefined ? 'the name of the region is missing' : check(name);
  if (wrong !== undefined) throw new NewRegionError('ERR_REGION_NEW_NAME', `${wrong}.`);
  return name as string;
}

function checkName(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name === RESERVED_NAME || !new RegExp(regionNamePattern).test(name)) {
    return `${JSON.stringify(name)} cannot be a region's name: 3 to 26 lower-case letters, digits and dashes, beginning with a letter, not ending with a dash, and not ${RESERVED_NAME}`;
  }
  return taken.has(name)
    ? `regions/${name} exists already; edit it by hand, or choose another name`
    : undefined;
}

function toMissing(flags: readonly string[]): NewRegionError {
  const names = flags.map((flag) => `--${flag}`).join(', ');
  const message = `Nobody can be asked here, and these have no default: ${names}. Give them, or run the command on a terminal.`;
  return new NewRegionError('ERR_REGION_NEW_MISSING', message);
}

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const message = `${path} exists already; nothing was written.`;
    throw new NewRegionError('ERR_REGION_NEW_NAME', message, { cause });
  }
}

function toReport(
  region: string,
  outcome: { readonly problems: readonly Problem[]; readonly text?: string; readonly isWritten?: boolean },
): NewRegionReport {
  const { problems, text = '', isWritten = false } = outcome;
  return { region, file: `regions/${region}/region.yaml`, written: isWritten, text, problems };
}
