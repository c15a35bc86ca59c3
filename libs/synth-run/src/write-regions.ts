import { AppError, type Problem } from '@atoll/core';
import type { DeployRepo, Run } from '@atoll/deploy-repo';
import type { LoadedRegion, RenderedRegion, Synth } from '@atoll/synth';
import { type Admission, admitRegion } from './admit-region.ts';
import { digestText } from './digest-text.ts';
import type { Loss, Progress } from './report.ts';
import type { CachedRegion, FileStamp } from './run-cache.ts';
import type { Hold, RunRules } from './run-rules.ts';
import type { StandingReader } from './standing-region.ts';

/** The regions that were handed to Git, and why others were not. */
export interface WrittenRegions {
  readonly written: ReadonlyMap<string, CachedRegion>;
  readonly failed: readonly string[];
  /** Regions that would lose something without leave. */
  readonly refused: readonly string[];
  /** Regions that the rules hold, and that would have changed. */
  readonly held: ReadonlyMap<string, Hold>;
  /** Regions that the rules hold, and that stand as they are configured. */
  readonly equal: readonly string[];
  readonly losses: readonly Loss[];
  readonly problems: readonly Problem[];
}

/** What writing takes. */
export interface RegionsToWrite {
  readonly synth: Synth;
  readonly repo: DeployRepo;
  readonly run: Run;
  readonly rules: RunRules;
  readonly regions: readonly LoadedRegion[];
  readonly standing: StandingReader;
  readonly stamps: ReadonlyMap<string, readonly FileStamp[]>;
  readonly allowDelete: readonly string[];
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Renders region after region and streams each to Git, so that memory holds one region whatever the fleet's size. */
export async function writeRegions(input: RegionsToWrite): Promise<WrittenRegions> {
  const { regions, onProgress } = input;
  const outcome = createOutcome();
  for (const [index, region] of regions.entries()) {
    const { name } = region.facts;
    const rendered = renderOrReport(input.synth, region, outcome.problems);
    if (rendered !== undefined) {
      const hasOwnRepository = input.rules.hasOwnRepository(region);
      const admission = await admitRegion(name, rendered, {
        ...input,
        holds: input.rules.holds,
        hasOwnRepository,
      });
      if (admission.verdict === 'write') {
        await replaceFolders(input.run, rendered, hasOwnRepository);
        outcome.written.set(name, toCached(region, rendered, input.stamps.get(name) ?? []));
      }
      noteAdmission(name, admission, outcome);
    }
    onProgress?.({ done: index + 1, total: regions.length, region: name });
  }
  const settled = new Set([
    ...outcome.written.keys(),
    ...outcome.held.keys(),
    ...outcome.refused,
    ...outcome.equal,
  ]);
  const failed = regions.map((region) => region.facts.name).filter((name) => !settled.has(name));
  return { ...outcome, failed };
}

type Outcome = ReturnType<typeof createOutcome>;

function createOutcome() {
  return {
    written: new Map<string, CachedRegion>(),
    refused: [] as string[],
    held: new Map<string, Hold>(),
    equal: [] as string[],
    losses: [] as Loss[],
    problems: [] as Problem[],
  };
}

function noteAdmission(name: string, admission: Admission, outcome: Outcome): void {
  if ('losses' in admission) outcome.losses.push(...admission.losses);
  if (admission.verdict === 'refused') outcome.refused.push(name);
  if (admission.verdict === 'equal') outcome.equal.push(name);
  if (admission.verdict === 'held') outcome.held.set(name, admission.hold);
  if (admission.verdict === 'failed') outcome.problems.push(admission.problem);
}

/** An own half that belongs elsewhere is brought there later; until then the one that stands here stays. */
async function replaceFolders(
  run: Run,
  { folders: [control, own] }: RenderedRegion,
  hasOwnRepository: boolean,
): Promise<void> {
  await run.replaceFolder(control);
  if (!hasOwnRepository) await run.replaceFolder(own);
}

function toCached(
  region: LoadedRegion,
  rendered: RenderedRegion,
  stamps: readonly FileStamp[],
): CachedRegion {
  const { objects, managedGroups, waits, notices } = rendered;
  const { facts, window } = region;
  const cached = { stamps, facts, managedGroups, rootDigest: digestRoot(rendered), objects, waits, notices };
  const grants = region.region.grants.map(({ phase: _phase, ...record }) => record);
  return {
    ...cached,
    ...(Object.keys(window).length === 0 ? {} : { window }),
    ...(grants.length === 0 ? {} : { grants }),
  };
}

function digestRoot({ folders }: RenderedRegion): string {
  const root = folders[0].files.filter((file) => file.path.startsWith('flux/'));
  return digestText(JSON.stringify(root));
}

function renderOrReport(synth: Synth, region: LoadedRegion, problems: Problem[]): RenderedRegion | undefined {
  try {
    return synth.renderRegion(region);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push({
      file: region.facts.file,
      line: 0,
      column: 0,
      path: '',
      code: error.code,
      message: error.message,
    });
    return undefined;
  }
}
