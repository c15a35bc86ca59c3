import type { SynthReport } from '../report.ts';
import type { Hold } from '../run-rules.ts';

/** Something that would have changed and was kept from it. */
export interface HoldReport extends Hold {
  /** A region, or a control cluster as `cluster/<name>`. */
  readonly name: string;
}

/** What came of the repository of regions that have one of their own. */
export interface OwnRepositoryReport {
  readonly url: string;
  /** Regions that this run brought there, or should have. */
  readonly regions: readonly string[];
  /** The new commit; undefined when nothing changed there, or nothing could be published. */
  readonly commit: string | undefined;
  /** Why nothing was published there; undefined: all was. */
  readonly failure: { readonly code: string; readonly message: string } | undefined;
}

/** What a publication did and found; plain JSON. */
export interface PublishReport extends SynthReport {
  /** Address of the fleet's repository, as it was given. */
  readonly repository: string;
  /** Branch that holds the truth. */
  readonly branch: string;
  /** Where that branch stands now; undefined in a repository that is still empty. */
  readonly head: string | undefined;
  /** Commit of the configuration; undefined outside Git. Ends in `-dirty` where files differed from it. */
  readonly sourceCommit: string | undefined;
  /** Times that it was rendered because somebody else was faster, the last one included. */
  readonly attempts: number;
  /** Branches that did not show what the main branch holds, and do now. */
  readonly healed: readonly string[];
  readonly holds: readonly HoldReport[];
  /**
   * Regions that keep their last rendering, for a freeze, a mistake or a loss, but for what grants changed: that is
   * published from the configuration that stands and the grants of this one.
   */
  readonly grantsOnly: readonly string[];
  readonly ownRepositories: readonly OwnRepositoryReport[];
  /** What a person should know and no program need act on. */
  readonly notices: readonly string[];
}

/** How a synth or a publication ended: `failed` outranks `refused`. */
export type PublishOutcome = 'done' | 'failed' | 'refused';

/**
 * Tells how a run ended: what a freeze or a missing leave kept back is refused, what nobody could publish has failed.
 *
 * A kept region that would lose nothing is refused in a publication alone, where somebody waits for it to go.
 */
export function toOutcome(report: SynthReport | PublishReport): PublishOutcome {
  const { problems, losses, regions } = report;
  const { holds, ownRepositories } = 'holds' in report ? report : { holds: [], ownRepositories: [] };
  const hasFailed =
    problems.length > 0 ||
    holds.some(({ reason }) => reason === 'conflict' || reason === 'unknown-source') ||
    ownRepositories.some(({ failure }) => failure !== undefined);
  if (hasFailed) return 'failed';
  const isRefused =
    holds.some(({ reason }) => reason === 'frozen') ||
    losses.some(({ isAllowed }) => !isAllowed) ||
    regions.some(({ outcome }) => outcome === 'refused' || (outcome === 'kept' && 'holds' in report));
  return isRefused ? 'refused' : 'done';
}
