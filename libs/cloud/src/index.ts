export type {
  AccessCheck,
  AccessDocument,
  AccessFinding,
  AccessRole,
  AccessRoleKind,
  AccessSnapshot,
  CloudAccess,
  GrantedAction,
  GrantedDocuments,
  LiveQuery,
  MissingAction,
  NeededAction,
  UnusedGrant,
} from './cloud-access.ts';
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
export type { AdoptableField } from './cloud-adoption.ts';
export type { BundleFormat, CloudBootstrap } from './cloud-bootstrap.ts';
export type { CloudDecommission, Fate, RemovalLock, RemovalStep } from './cloud-decommission.ts';
export type {
  ChangeVerdict,
  CloudPlanning,
  CostBand,
  CostItem,
  ExposureFact,
  ObjectChange,
  PermissionSet,
  PermissionStatement,
  Risk,
} from './cloud-planning.ts';
export type { CloudGrants } from './cloud-grants.ts';
export type { CloudSmokeFacts } from './cloud-smoke.ts';
export type { CloudUsers, GrantUsers } from './cloud-users.ts';
export {
  type ControlStage,
  controlStages,
  type RegionStage,
  regionStages,
  type StageCharts,
} from './stages.ts';
export { type AccessDelta, diffAccess, NO_ACCESS, type NeedChange } from './diff-access.ts';
