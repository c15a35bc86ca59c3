export {
  type AgentConfig,
  agentConfigSchema,
  type ElasticField,
  type HealPause,
  type IgnoreRule,
  type ObjectMatch,
  type WeekWindow,
} from './agent-config-schema.ts';
export { type CloudFieldRow, type CloudSpelling, cloudSpellings } from './cloud-field-row.ts';
export { type ClusterCrd, clusterCrds } from './cluster-crds.ts';
export { type DriftPolicy, driftPolicies, type HealClass, healClasses } from './drift-policy.ts';
export {
  type DriftRecordSpec,
  driftRecordSpecSchema,
  type DriftRecordStatus,
  driftRecordStatusSchema,
} from './drift-record-schema.ts';
export {
  AGENT_CONFIG_KEY,
  AGENT_NAME,
  AGENT_NAMESPACE,
  CLUSTER_API_GROUP,
  CLUSTER_API_VERSION,
  UNTIL_ANNOTATION,
} from './names.ts';
export { keyOfObject, nameObject, type ObjectRef } from './object-ref.ts';
export {
  type RegionPhase,
  regionPhases,
  type RegionSpec,
  regionSpecSchema,
  type RegionStatus,
  regionStatusSchema,
} from './region-schema.ts';
export { renderInstant } from './render-instant.ts';
export type { SafeValue } from './safe-value.ts';
export {
  type DriftChange,
  type UnknownReason,
  type Verdict,
  type VerdictClass,
  verdictClasses,
  type Writer,
} from './verdict.ts';
