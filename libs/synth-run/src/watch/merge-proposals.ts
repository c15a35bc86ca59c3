import type { ConfigClone } from '@atoll/deploy-repo';
import { PROPOSAL_PREFIX, type ProposalRefusal, refuse } from '@atoll/region-model';
import type { WatchClock } from './watch-clock.ts';
import { type FoundProposal, type JudgeContext, type Judgement, judgeProposal } from './judge-proposal.ts';
import { limitPerRegion } from './limit-per-region.ts';
import { type ProposalMemory, type RememberedProposal, toRemembered } from './proposal-memory.ts';
import type { ConfigValueReader } from './read-config-values.ts';
import { renderMergeMessage } from './render-merge-message.ts';
import { readWatchedFleet } from './watched-fleet.ts';

/** Times that merging begins again because main or a proposal moved meanwhile. */
const ATTEMPTS = 5;

/** From this attempt on only main is pushed: an agent that pushes all the time must not keep the others from it. */
const ATTEMPT_WITHOUT_DELETIONS = 3;

/** What merging takes. */
export interface MergeInput {
  readonly clone: ConfigClone;
  readonly reader: ConfigValueReader;
  readonly clock: WatchClock;
  readonly memory: ProposalMemory;
  /** Main, as it was fetched and stands in the work tree. */
  readonly head: string;
}

/** What came of all proposals. */
export interface MergedProposals {
  /** Main afterwards, checked out. */
  readonly head: string;
  /** Proposals that stand, and those that were merged or done away. */
  readonly proposals: readonly RememberedProposal[];
}

/** Judges every proposal, and pushes all that may be merged as one commit each, their branches done away at once. */
export async function mergeProposals(input: MergeInput): Promise<MergedProposals> {
  let { head } = input;
  for (let attempt = 1; ; attempt += 1) {
    const branches = await input.clone.fetchBranches(PROPOSAL_PREFIX);
    input.memory.keep(branches);
    if (branches.size === 0) return { head, proposals: [] };
    const round = await judgeAll(input, head, branches);
    const pushed = await pushRound(input, round, attempt);
    if (pushed !== 'moved') return await settle(input, round);
    head = await input.clone.fetch();
    await input.clone.checkOut(head);
    // The next round goes on; what is published meanwhile is what stands.
    if (attempt === ATTEMPTS) return { head, proposals: [] };
  }
}

interface Round {
  /** Main with all merges. */
  readonly head: string;
  readonly before: string;
  readonly proposals: readonly RememberedProposal[];
}

async function judgeAll(
  input: MergeInput,
  before: string,
  branches: ReadonlyMap<string, string>,
): Promise<Round> {
  const { clone, memory, reader } = input;
  const at = input.clock.now();
  const known = [...branches].flatMap(
    ([branch, commit]) => memory.find({ branch, commit, head: before, at }) ?? [],
  );
  const knownBranches = new Set(known.map(({ branch }) => branch));
  const fresh = [...branches].filter(([branch]) => !knownBranches.has(branch));
  if (fresh.length === 0) return { head: before, before, proposals: known };
  const { taken, left } = limitPerRegion(fresh.map(([branch, commit]) => ({ branch, commit })));
  const found: FoundProposal[] = [];
  const judged: RememberedProposal[] = left.map((refused) => ({ ...refused, head: before }));
  for (const { branch, commit } of taken) {
    const proposed = await clone.readProposed(commit, before).catch(toUnreadable);
    if ('kind' in proposed)
      judged.push(toRemembered({ branch, commit }, proposed, { head: before, merge: undefined }));
    else found.push({ branch, proposed });
  }
  const fleet = await readWatchedFleet(clone.root, at);
  let head = before;
  for (const one of found.sort(compareFound)) {
    const context: JudgeContext = { clone, reader, fleet, head, at };
    const judgement = await judgeProposal(one, context).catch(toUnreadable);
    const merge = judgement.kind === 'merge' ? await commit(clone, head, judgement) : undefined;
    const { branch, proposed } = one;
    judged.push(toRemembered({ branch, commit: proposed.commit }, judgement, { head: before, merge }));
    head = merge ?? head;
  }
  return { head, before, proposals: [...known, ...judged] };
}

/** Whatever a branch holds, it keeps nobody else from being merged or published. */
function toUnreadable(error: unknown): ProposalRefusal {
  const why = error instanceof Error ? error.message : String(error);
  return refuse('ERR_PROPOSAL_UNREADABLE', `it cannot be judged: ${why}`);
}

/** The first one wins. Whoever forges a time takes it from proposals for the same region only. */
function compareFound(a: FoundProposal, b: FoundProposal): number {
  return a.proposed.seconds - b.proposed.seconds || (a.branch < b.branch ? -1 : 1);
}

async function commit(
  clone: ConfigClone,
  parent: string,
  { proposal, changes, text }: Extract<Judgement, { readonly kind: 'merge' }>,
): Promise<string> {
  return await clone.commitFile({
    parent,
    path: proposal.file,
    text,
    message: renderMergeMessage(proposal, changes),
  });
}

/** A branch that its host keeps is tried once. */
async function pushRound(
  { clone, memory }: MergeInput,
  { head, before, proposals }: Round,
  attempt: number,
): Promise<'pushed' | 'moved' | 'kept' | 'nothing'> {
  const isOver = ({ outcome }: RememberedProposal) => outcome === 'merged' || outcome === 'settled';
  const over = proposals.filter(isOver).filter(({ branch }) => !memory.isKept(branch));
  const deleted =
    attempt < ATTEMPT_WITHOUT_DELETIONS
      ? new Map(over.map(({ branch, commit }) => [branch, commit]))
      : new Map();
  if (head === before && deleted.size === 0) return 'nothing';
  const outcome = await clone.push({ commit: head, deleted });
  if (outcome === 'kept') for (const { branch } of over) memory.noteKept(branch);
  return outcome;
}

async function settle(
  { clone, memory }: MergeInput,
  { head, before, proposals }: Round,
): Promise<MergedProposals> {
  memory.remember(proposals);
  if (head === before) return { head, proposals };
  // Somebody may have gone on from our merge already; what is published is what stands there.
  const standing = await clone.fetch();
  await clone.checkOut(standing);
  return { head: standing, proposals };
}
