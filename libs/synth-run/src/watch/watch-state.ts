import { AppError, compareText } from '@atoll/core';
import type { RememberedProposal } from './proposal-memory.ts';
import type { WatchEvent } from './watch-event.ts';
import type { ProposalReport, WatchReport } from './watch-report.ts';

/** A failure as it is told of. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** What a watch keeps between two rounds. */
export interface WatchState {
  head: string | undefined;
  /** Commit of the config repository of the last publication that succeeded. */
  published: string | undefined;
  /** The same of the last one that was tried. */
  attempted: string | undefined;
  /** How the last publication ended. */
  publication: WatchReport['outcome'];
  /** Publications that failed since the last one that succeeded. */
  failures: number;
  retryAt: Date | undefined;
  nextChange: Date | undefined;
  commits: number;
  merged: number;
  proposals: readonly RememberedProposal[];
  isReachable: boolean | undefined;
  isReady: boolean | undefined;
  lastSuccess: string | undefined;
  lastError: WatchReport['lastError'];
  /** Events that are not told again until something else comes in their place. */
  readonly told: Map<string, string>;
}

/** Gives the state of a watch that has seen nothing yet. */
export function createWatchState(): WatchState {
  return {
    ...{ head: undefined, published: undefined, attempted: undefined, publication: 'done' },
    ...{ failures: 0, retryAt: undefined, nextChange: undefined },
    ...{ commits: 0, merged: 0, proposals: [], isReachable: undefined, isReady: undefined },
    ...{ lastSuccess: undefined, lastError: undefined, told: new Map() },
  };
}

/** Gives the code and words of an error that a watch survives. @throws the error, if nobody raised it on purpose */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  // Files and pipes fail, too; a fault of the program ends the watch, and whoever runs it starts it again.
  if (error instanceof Error && 'syscall' in error) return { code: 'ERR_SYSTEM', message: error.message };
  throw error;
}

/** Gives a report of how far a watch has come. */
export function toWatchReport(
  state: WatchState,
  { config, repository }: { readonly config: string; readonly repository: string },
): WatchReport {
  return {
    ...{ config, repository, head: state.head, published: state.published },
    ...{ commits: state.commits, merged: state.merged, proposals: toReports(state.proposals) },
    ...{ isReady: state.isReady === true, lastSuccess: state.lastSuccess, lastError: state.lastError },
    outcome: state.isReady === false ? 'failed' : state.publication,
  };
}

function toReports(proposals: readonly RememberedProposal[]): readonly ProposalReport[] {
  return proposals.map(toProposalReport).sort((a, b) => compareText(a.branch, b.branch));
}

function toProposalReport(proposal: RememberedProposal): ProposalReport {
  const { branch, region, commit, outcome, code, detail } = proposal;
  return { branch, region, commit, outcome, code, detail };
}

/** Gives the line of a proposal. */
export function toProposalEvent(proposal: RememberedProposal): WatchEvent {
  const { outcome, region, branch, commit, code, detail, merge } = proposal;
  return {
    ...{ event: 'proposal', outcome, region, branch, commit },
    ...(code === undefined ? {} : { code }),
    detail,
    ...(merge === undefined ? {} : { merge }),
  };
}
