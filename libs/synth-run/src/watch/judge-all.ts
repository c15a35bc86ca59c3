import { type ConfigClone, DeployRepoError } from '@atoll/deploy-repo';
import { type ProposalRefusal, refuse } from '@atoll/region-model';
import { type FoundProposal, type JudgeContext, type Judgement, judgeProposal } from './judge-proposal.ts';
import { limitPerRegion } from './limit-per-region.ts';
import { type ProposalMemory, type RememberedProposal, toRemembered } from './proposal-memory.ts';
import type { ConfigValueReader } from './read-config-values.ts';
import { renderMergeMessage } from './render-merge-message.ts';
import type { WatchClock } from './watch-clock.ts';
import { type Failure, toFailure } from './watch-state.ts';
import { readWatchedFleet } from './watched-fleet.ts';

/** Failures of Git that come from what a proposal holds; all others are of a machine, and pass. */
const CONTENT_CODES = new Set(['ERR_DEPLOY_REPO_PATH', 'ERR_DEPLOY_REPO_MESSAGE']);

/** What judging takes. */
export interface JudgeAllInput {
  readonly clone: ConfigClone;
  readonly reader: ConfigValueReader;
  readonly clock: WatchClock;
  readonly memory: ProposalMemory;
}

/** All proposals, judged; the merges are committed, and nothing is pushed. */
export interface JudgedRound {
  /** Main with all merges. */
  readonly head: string;
  readonly before: string;
  readonly proposals: readonly RememberedProposal[];
  /** Why some could not be judged this time. */
  readonly failures: readonly Failure[];
}

/** Judges every branch that is not known yet against main, one merge upon the other. */
export async function judgeAll(
  input: JudgeAllInput,
  before: string,
  branches: ReadonlyMap<string, string>,
): Promise<JudgedRound> {
  const { clone, memory } = input;
  const at = input.clock.now();
  const known = [...branches].flatMap(
    ([branch, commit]) => memory.find({ branch, commit, head: before, at }) ?? [],
  );
  const knownBranches = new Set(known.map(({ branch }) => branch));
  const fresh = [...branches].filter(([branch]) => !knownBranches.has(branch));
  if (fresh.length === 0) return { head: before, before, proposals: known, failures: [] };
  const { taken, left } = limitPerRegion(fresh.map(([branch, commit]) => ({ branch, commit })));
  const found: FoundProposal[] = [];
  const judged: RememberedProposal[] = left.map((refused) => ({ ...refused, head: before }));
  const failures: Failure[] = [];
  for (const { branch, commit } of taken) {
    const proposed = await clone.readProposed(commit, before).catch(toTrouble);
    if (!('kind' in proposed)) found.push({ branch, proposed });
    else if (proposed.kind === 'failure') failures.push(proposed.failure);
    else judged.push(toRemembered({ branch, commit }, proposed, { head: before, merge: undefined }));
  }
  const rest = await judgeFound(input, found, { before, at });
  return {
    head: rest.head,
    before,
    proposals: [...known, ...judged, ...rest.judged],
    failures: [...failures, ...rest.failures],
  };
}

async function judgeFound(
  { clone, reader }: JudgeAllInput,
  found: readonly FoundProposal[],
  { before, at }: { readonly before: string; readonly at: Date },
) {
  const fleet = await readWatchedFleet(clone.root, at);
  const judged: RememberedProposal[] = [];
  const failures: Failure[] = [];
  let head = before;
  for (const one of found.toSorted(compareFound)) {
    const { branch, proposed } = one;
    const result = await judgeAndCommit(one, { clone, reader, fleet, head, at }).catch(toTrouble);
    if (result.kind === 'failure') {
      failures.push(result.failure);
      continue;
    }
    const { judgement, merge } = result.kind === 'judged' ? result : { judgement: result, merge: undefined };
    judged.push(toRemembered({ branch, commit: proposed.commit }, judgement, { head: before, merge }));
    head = merge ?? head;
  }
  return { head, judged, failures };
}

/** Whatever a branch holds, it keeps nobody else from being merged or published; trouble that may pass is no verdict. */
function toTrouble(
  error: unknown,
): ProposalRefusal | { readonly kind: 'failure'; readonly failure: Failure } {
  const isOfContent = error instanceof DeployRepoError && CONTENT_CODES.has(error.code);
  const isOfMachine = error instanceof DeployRepoError || (error instanceof Error && 'syscall' in error);
  if (isOfMachine && !isOfContent) return { kind: 'failure', failure: toFailure(error) };
  const why = error instanceof Error ? error.message : String(error);
  return refuse('ERR_PROPOSAL_UNREADABLE', `it cannot be judged: ${why}`);
}

/** The first one wins. Whoever forges a time takes it from proposals for the same region only. */
function compareFound(a: FoundProposal, b: FoundProposal): number {
  return a.proposed.seconds - b.proposed.seconds || (a.branch < b.branch ? -1 : 1);
}

interface JudgedProposal {
  readonly kind: 'judged';
  readonly judgement: Judgement;
  /** Commit of the merge. */
  readonly merge: string | undefined;
}

async function judgeAndCommit(found: FoundProposal, context: JudgeContext): Promise<JudgedProposal> {
  const judgement = await judgeProposal(found, context);
  if (judgement.kind !== 'merge') return { kind: 'judged', judgement, merge: undefined };
  const { proposal, changes, text } = judgement;
  const merge = await context.clone.commitFile({
    parent: context.head,
    path: proposal.file,
    text,
    message: renderMergeMessage(proposal, changes),
  });
  return { kind: 'judged', judgement, merge };
}
