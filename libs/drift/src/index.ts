export {
  type CloudVerdict,
  compareManagedResource,
  type ManagedComparison,
} from './cloud/compare-managed-resource.ts';
export { type Canonical, toCanonical } from './compare/canonical.ts';
export { type JudgedObject, judgeObject, type JudgeRules } from './compare/judge-object.ts';
export { explainGrantEnd, findGrantEnd, type GrantedObject } from './compare/grant-end.ts';
export { isOfficialWriter } from './compare/known-writers.ts';
export { planRemovals, type Removal, type RemovalPlan } from './healing/act/plan-removals.ts';
export { classifyHealing, type HealCost } from './healing/cost/classify-healing.ts';
export type { HealRow } from './healing/cost/heal-row.ts';
export { decideHealing, type HealingResult } from './healing/decide-healing.ts';
export { explainOddMatches } from './healing/gates/explain-odd-matches.ts';
export type { ActGuard, HealingAct, HealingDecision } from './healing/healing-decision.ts';
export type { HealingFences, HealingInput, StageFacts } from './healing/healing-input.ts';
export { healingLimits } from './healing/healing-limits.ts';
export type { BreakerState, HealingMemory, ObjectHealing } from './healing/healing-memory.ts';
export { type HealingRules, parseHealingRules } from './healing/healing-rules.ts';
export { HealingRulesError } from './healing/healing-rules-error.ts';
export { type HealingOutcome, noteHealingOutcome } from './healing/memory/note-healing-outcome.ts';
export {
  createMaintenanceCalendar,
  type MaintenanceCalendar,
} from './healing/windows/maintenance-calendar.ts';
export type { TimeSpan } from './healing/windows/time-span.ts';
export { isSuspiciousShrink } from './manifest/is-suspicious-shrink.ts';
export type { KubeManifest } from './manifest/kube-manifest.ts';
export { normalizeDesired } from './manifest/normalize-desired.ts';
export { type ParsedManifest, parseManifest } from './manifest/parse-manifest.ts';
export { type DriftEvent, type DriftOccurrence, toDriftEvent } from './reporting/to-drift-event.ts';
export {
  type DriftCloudEvent,
  type DriftNews,
  toDriftCloudEvent,
  type ToldDrift,
} from './reporting/to-drift-cloud-event.ts';
export { toRecordName } from './reporting/to-record-name.ts';
export { type DriftReport, toRecordStatus } from './reporting/to-record-status.ts';
export { explainRules, type RuleQuestion, type RuleUse } from './rules/explain-rules.ts';
export { matchesObject, type StagedRef } from './rules/match-object.ts';
export { renderIgnoreRule } from './rules/render-ignore-rule.ts';
