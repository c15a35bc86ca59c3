import { AppError, type Problem } from '@atoll/core';
import type { Run } from '@atoll/deploy-repo';
import type { LoadedRegion, RenderedRegion, Synth } from '@atoll/synth';
import { digestText } from './digest-text.ts';
import type { Progress } from './report.ts';
import type { CachedRegion, FileStamp } from './run-cache.ts';

/** The regions that were handed to Git, and what could not be rendered. */
export interface WrittenRegions {
  readonly written: ReadonlyMap<string, CachedRegion>;
  readonly failed: readonly string[];
  readonly problems: readonly Problem[];
}

/** What writing takes. */
export interface RegionsToWrite {
  readonly synth: Synth;
  readonly run: Run;
  readonly regions: readonly LoadedRegion[];
  readonly stamps: ReadonlyMap<string, readonly FileStamp[]>;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Renders region after region and streams each to Git, so that memory holds one region whatever the fleet's size. */
export async function writeRegions({
  synth,
  run,
  regions,
  stamps,
  onProgress,
}: RegionsToWrite): Promise<WrittenRegions> {
  const written = new Map<string, CachedRegion>();
  const problems: Problem[] = [];
  for (const [index, region] of regions.entries()) {
    const { name } = region.facts;
    const rendered = renderOrReport(synth, region, problems);
    if (rendered !== undefined) {
      for (const folder of rendered.folders) await run.replaceFolder(folder);
      written.set(name, toCached(region, rendered, stamps.get(name) ?? []));
    }
    onProgress?.({ done: index + 1, total: regions.length, region: name });
  }
  const failed = regions.map((region) => region.facts.name).filter((name) => !written.has(name));
  return { written, failed, problems };
}

function toCached(
  region: LoadedRegion,
  rendered: RenderedRegion,
  stamps: readonly FileStamp[],
): CachedRegion {
  const { objects, managedGroups, waits } = rendered;
  return { stamps, facts: region.facts, managedGroups, rootDigest: digestRoot(rendered), objects, waits };
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
