export type {
  BrokenRegion,
  ClusterSide,
  FleetRest,
  PlacedObject,
  PlanOccasion,
  PlanRest,
  RegionPair,
  RegionSide,
  WeeklyWindow,
} from './fleet-side.ts';
export { createFleetPlanner, type FleetPlanner } from './fleet-planner.ts';
export type {
  BlastRadius,
  ClusterPlan,
  CostChange,
  CostDelta,
  ExposureDelta,
  FieldChange,
  FieldVerdict,
  Lapse,
  Notice,
  ObjectPlan,
  OwnerTaskChange,
  OwnerTaskDelta,
  PermissionDelta,
  Plan,
  PlanBase,
  RegionAction,
  RegionPlan,
  Rename,
  Rescope,
  SideProblem,
  StagePlan,
  Tally,
  UnknownCost,
  WaitDelta,
} from './plan.ts';
export type { PlanDetail } from './render/describe-region.ts';
export { COMMENT_LENGTH, PLAN_MARKER, renderPlanMarkdown } from './render/render-plan-markdown.ts';
export { type Paint, renderPlanText } from './render/render-plan-text.ts';
