export { addAgent, type AgentProps } from './agent/add-agent.ts';
export { addAgentAccount } from './agent/add-agent-account.ts';
export { addAgentConfig } from './agent/add-agent-config.ts';
export { addAgentRoles } from './agent/add-agent-roles.ts';
export { addAtollCrds } from './agent/add-atoll-crds.ts';
export { addRegionObject } from './agent/add-region-object.ts';
export type { AgentRule, WatchedObject } from './agent/agent-rule.ts';
export {
  type ControlAgentNeeds,
  type HealingNeeds,
  listControlAgentRules,
  listHealingRules,
  listRegionAgentRules,
  type RegionAgentNeeds,
} from './agent/list-agent-rules.ts';
export { type EgressPlan, type OpenHost, planEgress } from './agent/plan-egress.ts';
export { atollSchemas } from './agent/schemas/index.ts';
export { addControlGuardBindings, addRegionGuardBindings } from './admission/add-guard-bindings.ts';
export { addGuardLists, type GuardGrant, type GuardLists } from './admission/add-guard-lists.ts';
export { addGuardPolicy } from './admission/add-guard-policy.ts';
export { BREAK_GLASS_ROLE, GUARD, REGION_LABEL } from './admission/guard-names.ts';
export { addElevatedRole, ELEVATED_GROUP } from './operators/add-elevated-role.ts';
export { addKarpenterCrds } from './karpenter/add-karpenter-crds.ts';
export { addKarpenterNodes, ELASTIC_NODES } from './karpenter/add-karpenter-nodes.ts';
export type { KarpenterFacts } from './karpenter/karpenter-facts.ts';
export { formatWeekTime, parseWeekTime, type WeekTime, weekTimeAfter } from './karpenter/week-time.ts';
export { karpenterSchemas } from './schemas/index.ts';
export { helmCharts, type HelmChartVersion } from './versions.ts';
