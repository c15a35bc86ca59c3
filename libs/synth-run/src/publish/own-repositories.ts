import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@atoll/core';
import { openRemoteRepo, type RemoteRepo } from '@atoll/deploy-repo';
import type { LoadedRegion } from '@atoll/synth';
import { attempt } from './attempt.ts';
import type { OwnHalf } from '../run-rules.ts';
import type { PublishOptions } from './publish-options.ts';
import type { OwnRepositoryReport } from './publish-report.ts';
import { publishOwnHalves } from './publish-own-halves.ts';

/** Digits of a clone's folder name; two addresses among thousands do not meet in so many. */
const FOLDER_DIGITS = 32;

/** The repositories of regions that have one of their own. */
export interface OwnRepositories {
  /** Tells whether the region's half belongs into another repository than the fleet's. */
  isElsewhere(region: LoadedRegion): boolean;
  /**
   * Publishes own halves, each repository by itself, and gives the regions whose repository could not be written.
   *
   * @param fleetHead main of the fleet's repository, which tells when an address is another spelling of its own
   */
  publish(halves: readonly OwnHalf[], fleetHead: string | undefined): Promise<ReadonlySet<string>>;
  /** What came of each repository so far, by its configured address. */
  list(): readonly OwnRepositoryReport[];
}

/** Gives the way to the repositories that regions name; nothing is opened yet. */
export function createOwnRepositories(options: PublishOptions, trailer: string | undefined): OwnRepositories {
  const reports = new Map<string, OwnRepositoryReport>();
  const toUrl = ({ region }: LoadedRegion) => {
    const { repository, regionRepository } = region.deploy;
    if (regionRepository === repository) return options.repository;
    return options.repositoryMap.get(regionRepository) ?? regionRepository;
  };
  return {
    isElsewhere: (region) => toUrl(region) !== options.repository,
    async publish(halves, fleetHead) {
      const failed = new Set<string>();
      for (const [url, members] of Map.groupBy(halves, ({ region }) => toUrl(region))) {
        const report = await publishTo(url, members, { options, trailer, fleetHead });
        reports.set(url, merge(reports.get(url), report));
        if (report.failure !== undefined) for (const name of report.regions) failed.add(name);
      }
      return failed;
    },
    list: () => [...reports.values()],
  };
}

/** Opens the clone of a repository in its folder below the cache. */
export async function openClone(url: string, options: PublishOptions): Promise<RemoteRepo> {
  const { author, environment, now, signingKey, checkpoint, branch } = options;
  const credentials = options.credentialsFor(url);
  return await openRemoteRepo({
    ...{ url, author, environment, now },
    folder: cloneFolder(options.cacheFolder, url),
    ...(branch === undefined ? {} : { branch }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
}

/** Gives the folder of a repository's clone: its name tells nothing of the address. */
export function cloneFolder(cacheFolder: string, url: string): string {
  return join(cacheFolder, createHash('sha256').update(url).digest('hex').slice(0, FOLDER_DIGITS));
}

interface OwnPublication {
  readonly options: PublishOptions;
  readonly trailer: string | undefined;
  readonly fleetHead: string | undefined;
}

async function publishTo(
  url: string,
  members: readonly OwnHalf[],
  { options, trailer, fleetHead }: OwnPublication,
): Promise<OwnRepositoryReport> {
  const regions = members.map(({ region }) => region.facts.name);
  // As it is configured: what it is mapped to belongs to this machine alone.
  const named = members[0]?.region.region.deploy.regionRepository ?? url;
  try {
    const commit = await attempt(async () => {
      // Opening fetches, so every attempt starts from what stands there now.
      const repo = await openClone(url, options);
      return await publishOwnHalves({ repo, members, options, trailer, fleetHead });
    }, options);
    return { url: named, regions, commit, failure: undefined };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    return { url: named, regions, commit: undefined, failure: { code, message } };
  }
}

/** A repeat after a collision in the fleet's repository finds its halves published already. */
function merge(before: OwnRepositoryReport | undefined, after: OwnRepositoryReport): OwnRepositoryReport {
  return { ...after, commit: after.commit ?? before?.commit };
}
