export { type CheckedConfig, checkConfig } from './check-config.ts';
export { nextChange } from './next-change.ts';
export { planFleetChange } from './plan/plan-fleet-change.ts';
export type { PlanOptions } from './plan/plan-options.ts';
export { createCredentialsFor } from './publish/credentials-for.ts';
export { defaultCacheFolder } from './publish/default-cache-folder.ts';
export { PublishError } from './publish/publish-error.ts';
export { publishFleet } from './publish/publish-fleet.ts';
export type { PublishOptions } from './publish/publish-options.ts';
export {
  type HoldReport,
  type OwnRepositoryReport,
  type PublishOutcome,
  type PublishReport,
  toOutcome,
} from './publish/publish-report.ts';
export { type RegionRendering, renderRegions } from './render-regions.ts';
export type { Loss, Progress, RegionReport, SynthReport } from './report.ts';
export type { SynthOptions } from './opened-run.ts';
export { defaultDeployPath, runSynth } from './run-synth.ts';
export { startWatch, type StartWatchOptions } from './watch/start-watch.ts';
export type { WatchClock } from './watch/watch-clock.ts';
export type { ProposalOutcome, PublishCause, WatchEvent } from './watch/watch-event.ts';
export type { ProposalReport, WatchReport } from './watch/watch-report.ts';
