export type { AccessGrantSpan, GrantPhase } from './access-grant-span.ts';
export {
  type Cidr,
  containsCidr,
  isNetworkAddress,
  networkOf,
  overlapsCidr,
  parseCidr,
  privateRanges,
  quarterCidr,
  renderCidr,
} from './cidr.ts';
export { type DatabaseSize, databaseSize, databaseSizes } from './database-size.ts';
export {
  type GrantRecord,
  grantsAt,
  type GrantWindow,
  grantWindowAt,
  LONGEST_SESSION_HOURS,
} from './grants-at.ts';
export { settleGrants } from './settle-grants.ts';
export { findFreeCidr } from './find-free-cidr.ts';
export { namesOfRegion, type RegionNames, shortenName } from './names.ts';
export { ANYWHERE, type NetworkPlan, planNetwork, SUBNETS } from './network-plan.ts';
export { type ExpectedWorkload, type NodeLimit, planNodeLimit } from './node-limit.ts';
export type { NodeSize } from './node-size.ts';
export type { CustomRole, DeploySource, Region, Window } from './region.ts';
export type { AgentEgress, AgentFreeze, AgentWebhooks, RegionAgent } from './region-agent.ts';
export { listRoleNames } from './role-names.ts';
export { type CloudBlocks, type RegionParts, toRegion } from './to-region.ts';
export { checkProposal, type ProposalContext, type ProposedValues } from './proposal/check-proposal.ts';
export { maintenanceAt } from './proposal/maintenance-time.ts';
export { changingFacts, type ProposableField, proposableFields } from './proposal/proposable-fields.ts';
export {
  OBSERVED_DECISION_PREFIX,
  PROPOSAL_PREFIX,
  parseProposalBranch,
  type ProposalBranch,
  renderProposalBranch,
} from './proposal/proposal-branch.ts';
export {
  parseProposalMessage,
  type ProposalMessage,
  quoteEvidence,
  renderProposalMessage,
} from './proposal/proposal-message.ts';
export { type ProposalRefusal, type ProposalVerdict, refuse } from './proposal/proposal-verdict.ts';
export { isSameValue, listValueChanges, type ValueChange } from './proposal/value-changes.ts';
