import { PROPOSAL_PREFIX } from '@atoll/region-model';
import { judgeAll, type JudgeAllInput, type JudgedRound } from './judge-all.ts';
import type { RememberedProposal } from './proposal-memory.ts';
import { type Failure, toFailure } from './watch-state.ts';

/** Times that merging begins again because main or a proposal moved meanwhile. */
const ATTEMPTS = 5;

/** From this attempt on only main is pushed: an agent that pushes all the time must not keep the others from it. */
const ATTEMPT_WITHOUT_DELETIONS = 3;

const RACE_LOST: Failure = {
  code: 'ERR_PROPOSAL_RACE',
  message: `nothing was merged: main or a proposal moved during each of ${ATTEMPTS} attempts; the next round tries again`,
};

/** What merging takes. */
export interface MergeInput extends JudgeAllInput {
  /** Main, as it was fetched and stands in the work tree. */
  readonly head: string;
}

/** What came of all proposals. */
export interface MergedProposals {
  /** Main afterwards, checked out. */
  readonly head: string;
  /** Proposals that stand, and those that were merged or done away. */
  readonly proposals: readonly RememberedProposal[];
  /** What kept proposals from being judged or merged; nothing is known of them then, and they are tried again. */
  readonly failures: readonly Failure[];
}

/** Judges every proposal, and pushes all that may be merged as one commit each, their branches done away at once. */
export async function mergeProposals(input: MergeInput): Promise<MergedProposals> {
  let { head } = input;
  for (let attempt = 1; ; attempt += 1) {
    const branches = await input.clone.fetchBranches(PROPOSAL_PREFIX);
    input.memory.keep(branches);
    if (branches.size === 0) return { head, proposals: [], failures: [] };
    const round = await judgeAll(input, head, branches);
    const pushed = await pushRound(input, round, attempt);
    if (typeof pushed === 'object') return leaveUnmerged(round, head, pushed);
    if (pushed !== 'moved') return await settle(input, round);
    head = await input.clone.fetch();
    await input.clone.checkOut(head);
    // The next round goes on; what is published meanwhile is what stands.
    if (attempt === ATTEMPTS) return leaveUnmerged(round, head, RACE_LOST);
  }
}

/** What was to be merged is not; the others are as they were judged. */
function leaveUnmerged(round: JudgedRound, head: string, failure: Failure): MergedProposals {
  const proposals = round.proposals.filter((proposal) => !isOver(proposal));
  return { head, proposals, failures: [...round.failures, failure] };
}

function isOver({ outcome }: RememberedProposal): boolean {
  return outcome === 'merged' || outcome === 'settled';
}

/** A branch that its host keeps is tried once. Gives why, if the host refuses or is away. */
async function pushRound(
  { clone, memory }: MergeInput,
  { head, before, proposals }: JudgedRound,
  attempt: number,
): Promise<'pushed' | 'moved' | 'kept' | 'nothing' | Failure> {
  const over = proposals.filter(isOver).filter(({ branch }) => !memory.isKept(branch));
  const deleted =
    attempt < ATTEMPT_WITHOUT_DELETIONS
      ? new Map(over.map(({ branch, commit }) => [branch, commit]))
      : new Map();
  if (head === before && deleted.size === 0) return 'nothing';
  const outcome = await clone.push({ commit: head, deleted }).catch(toFailure);
  if (outcome === 'kept') for (const { branch } of over) memory.noteKept(branch);
  return outcome;
}

async function settle(
  { clone, memory }: MergeInput,
  { head, before, proposals, failures }: JudgedRound,
): Promise<MergedProposals> {
  memory.remember(proposals);
  if (head === before) return { head, proposals, failures };
  // Somebody may have gone on from our merge already; what is published is what stands there.
  const standing = await clone.fetch();
  await clone.checkOut(standing);
  return { head: standing, proposals, failures };
}
