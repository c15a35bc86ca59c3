export { fluxInstallation, type HelmInstallation } from '@atoll/charts';
export type { ControlClusterRegion as ControlClusterMember } from '@atoll/charts';
export { clouds } from './clouds.ts';
export { type Graft, graftFolder } from './graft-folder.ts';
export { findFreeze, type Freeze } from './load-freezes.ts';
export { type AccessTexts, listGrantableRoles } from './load-grants.ts';
export type { ConfigText, LoadedOrganization } from './load-organization.ts';
export type { LoadedRegion, RegionTexts } from './load-region.ts';
export type { GrantRecord, GrantWindow } from '@atoll/region-model';
export type { RegionFacts } from './region-facts.ts';
export type { ControlClusterInput } from './render-control-cluster.ts';
export type { FolderFacts, RenderedFolder, RenderedRegion } from './render-region.ts';
export {
  createSynth,
  type PlannedControlCluster,
  type Synth,
  type SynthStep,
  type SynthTools,
} from './synth.ts';
