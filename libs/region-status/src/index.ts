export { describeSilence, type Silence } from './fleet/describe-silence.ts';
export { type FleetInput, type FleetRow, toFleetRow } from './fleet/to-fleet-row.ts';
export { decideRegionStatus, type StatusInput } from './ladder/decide-region-status.ts';
export { isDeploymentTarget } from './ladder/is-deployment-target.ts';
export type {
  AgentFact,
  LayerName,
  ManagedFact,
  ObservedCondition,
  Reading,
  RegionFacts,
  StageFact,
} from './ladder/region-facts.ts';
export { type LayerRow, toLayerTable } from './ladder/to-layer-table.ts';
export { isBlocking } from './smoke/is-blocking.ts';
export { judgeSmoke } from './smoke/judge-smoke.ts';
export type { KeyState, SmokeFacts, SmokeReading, SmokeReadings } from './smoke/smoke-facts.ts';
export type { SmokeFault, SmokeRequirement, SmokeResult } from './smoke/smoke-requirement.ts';
export { smokeRequirements } from './smoke/smoke-requirements.ts';
