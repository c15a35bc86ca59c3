export { type CheckedConfig, checkConfig } from './check-config.ts';
export { type RegionRendering, renderRegions } from './render-regions.ts';
export type { Progress, RegionReport, SynthReport } from './report.ts';
export { defaultDeployPath, runSynth, type SynthOptions } from './run-synth.ts';
