import type { ProposalOutcome } from './watch-event.ts';

/** A proposal, as a watch saw it last. */
export interface ProposalReport {
  readonly branch: string;
  readonly region: string;
  readonly commit: string;
  readonly outcome: ProposalOutcome;
  /** `ERR_PROPOSAL_…` of a refusal. */
  readonly code: string | undefined;
  readonly detail: string;
}

/** How far a watch has come; plain JSON. */
export interface WatchReport {
  /** Address of the config repository, as it was given. */
  readonly config: string;
  /** Address of the deploy repository, as it was given. */
  readonly repository: string;
  /** Commit of the config repository that was seen last; undefined when it was never reached. */
  readonly head: string | undefined;
  /** Commit of the config repository that was published last; undefined: none by this watch. */
  readonly published: string | undefined;
  /** Commits of the deploy repository that this watch made. */
  readonly commits: number;
  readonly merged: number;
  /** Proposals that stand, and those that the last look merged; by branch. */
  readonly proposals: readonly ProposalReport[];
  /** Whether the last round succeeded as a whole. */
  readonly isReady: boolean;
  /** End of the last round that succeeded, ISO 8601 in UTC. */
  readonly lastSuccess: string | undefined;
  /** What failed last, with its code, and when; undefined: nothing did. */
  readonly lastError: { readonly at: string; readonly code: string; readonly message: string } | undefined;
  /** `failed` outranks `refused`: something was kept back by a freeze or a missing leave. */
  readonly outcome: 'done' | 'refused' | 'failed';
}
