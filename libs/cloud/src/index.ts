export {
  type Cloud,
  type CloudDefinition,
  type ControlClusterNeeds,
  defineCloud,
  type LintFinding,
  type LiveObject,
  type NameClaim,
  type ObservedKind,
  type OwnerTask,
  type RenderedObject,
  type RuleViolation,
  type Wait,
} from './cloud.ts';
export {
  type ControlStage,
  controlStages,
  type RegionStage,
  regionStages,
  type StageCharts,
} from './stages.ts';
