/** Where agents push what they propose; the hook of the config repository holds each to its own regions. */
export const PROPOSAL_PREFIX = 'agent/';

/**
 * Decisions that begin so change `observed.yaml`, all others `region.yaml`.
 *
 * The cloud's facts decide whom a region trusts, so only the agent in the control cluster may push such a branch.
 */
export const OBSERVED_DECISION_PREFIX = 'observed-';

/** Region names are checked against the fleet; here it is only kept out that a branch is a path. */
const BRANCH = /^agent\/([a-z][a-z0-9-]{1,24}[a-z0-9])\/([a-z0-9][a-z0-9-]{0,79})$/;

/** Where a proposal stands: `agent/<region>/<decision>`. */
export interface ProposalBranch {
  readonly region: string;
  /** Id of the agent's decision; the same decision has the same id. */
  readonly decision: string;
  /** The one file that it may change. */
  readonly file: string;
}

/** Reads the name of a branch; undefined where it is none of a proposal. */
export function parseProposalBranch(branch: string): ProposalBranch | undefined {
  const [, region, decision] = BRANCH.exec(branch) ?? [];
  if (region === undefined || decision === undefined) return undefined;
  const name = decision.startsWith(OBSERVED_DECISION_PREFIX) ? 'observed.yaml' : 'region.yaml';
  return { region, decision, file: `regions/${region}/${name}` };
}

/** Gives the name of the branch of a decision. */
export function renderProposalBranch(region: string, decision: string): string {
  return `${PROPOSAL_PREFIX}${region}/${decision}`;
}
