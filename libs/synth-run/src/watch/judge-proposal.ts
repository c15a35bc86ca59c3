import type { ConfigClone, ProposedCommit } from '@atoll/deploy-repo';
import {
  parseProposalBranch,
  parseProposalMessage,
  type ProposalBranch,
  type ProposalMessage,
  type ProposalRefusal,
  refuse,
  type ValueChange,
} from '@atoll/region-model';
import { findFreeze } from '@atoll/synth';
import { checkProposedFile } from './check-proposed-file.ts';
import { judgeValues } from './judge-values.ts';
import type { ConfigValueReader } from './read-config-values.ts';
import type { WatchedFleet } from './watched-fleet.ts';

/** A branch of an agent, at the commit that is judged. */
export interface FoundProposal {
  readonly branch: string;
  readonly proposed: ProposedCommit;
}

/** What proposals are judged with. */
export interface JudgeContext {
  readonly clone: ConfigClone;
  readonly reader: ConfigValueReader;
  /** The fleet as main has it; merges before this one change values of it, and nothing that regions share. */
  readonly fleet: WatchedFleet;
  /** Main, with the merges that came before. */
  readonly head: string;
  readonly at: Date;
}

/** A proposal that is not refused, and what is known of it. */
export interface ReadProposal extends ProposalBranch {
  readonly branch: string;
  readonly proposed: ProposedCommit;
  readonly message: ProposalMessage;
}

/** What becomes of a proposal. */
export type Judgement =
  | {
      readonly kind: 'merge';
      readonly proposal: ReadProposal;
      readonly changes: readonly ValueChange[];
      /** What the file says afterwards. */
      readonly text: string;
    }
  | { readonly kind: 'defer'; readonly until: Date; readonly message: string }
  | { readonly kind: 'wait'; readonly message: string }
  /** Main has it already: nothing is left but its branch. */
  | { readonly kind: 'settled'; readonly message: string }
  | ProposalRefusal;

/** Judges one proposal against main as it is now; nothing is written. */
export async function judgeProposal(found: FoundProposal, context: JudgeContext): Promise<Judgement> {
  const { fleet } = context;
  const { branch, proposed } = found;
  const place = parseProposalBranch(branch);
  if (place === undefined) {
    const form = 'agent/<region>/<decision>, in lower-case letters, digits and dashes';
    return refuse('ERR_PROPOSAL_BRANCH', `the branch of a proposal is ${form}`);
  }
  if (proposed.isMerged) return { kind: 'settled', message: 'main holds its commit' };
  const earlier = await judgeEarlier(place, proposed, context);
  if (earlier !== undefined) return earlier;
  if (!fleet.regions.includes(place.region))
    return refuse('ERR_PROPOSAL_BRANCH', `main has no region ${place.region}`);
  const message = parseProposalMessage(proposed.message);
  const refusal = checkProposedFile(place, proposed, message);
  if (refusal !== undefined) return refusal;
  return await judgeTime({ ...place, branch, proposed, message }, context);
}

/**
 * Looks for a merge of the same decision. A branch is done away only if that merge names this very commit and touched
 * files of the region alone: what an agent's commit says of another region's decision counts for nothing.
 */
async function judgeEarlier(
  { region, decision }: ProposalBranch,
  { commit }: ProposedCommit,
  { clone, head }: JudgeContext,
): Promise<Judgement | undefined> {
  const trailed = await clone.listWithTrailer(head, 'Atoll-Decision', `${region}/${decision}`);
  const merges = trailed.filter(
    ({ trailers, paths }) =>
      trailers['Atoll-Agent'] !== undefined &&
      paths.length > 0 &&
      paths.every((path) => path.startsWith(`regions/${region}/`)),
  );
  const [latest] = merges;
  if (latest === undefined) return undefined;
  if (merges.some(({ trailers }) => trailers['Atoll-Proposal'] === commit))
    return { kind: 'settled', message: 'its decision was merged before' };
  const why = `main has the decision ${region}/${decision} already, by ${latest.commit}, and not from this commit`;
  return refuse('ERR_PROPOSAL_DECIDED', `${why}; another decision takes another name`);
}

/** Nothing is merged for a region that is frozen: it would be published at the freeze's end, in no window. */
async function judgeTime(proposal: ReadProposal, context: JudgeContext): Promise<Judgement> {
  const judgement = await judgeValues(proposal, context);
  if (judgement.kind !== 'merge' && judgement.kind !== 'defer') return judgement;
  const { freezes } = context.fleet;
  if (freezes === undefined) {
    const message = 'a file under regions/fleet/freezes is broken, so nobody can tell what is frozen';
    return { kind: 'wait', message };
  }
  const freeze = findFreeze(freezes, proposal.region, context.at);
  if (freeze === undefined) return judgement;
  const message = `${proposal.region} is frozen until ${freeze.until} by ${freeze.name}`;
  return { kind: 'defer', until: new Date(freeze.until), message };
}
