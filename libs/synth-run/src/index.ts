export { type CheckedConfig, checkConfig } from './check-config.ts';
export { type RegionRendering, renderRegions } from './render-regions.ts';
export type { Progress, RegionReport, SynthReport } from './report.ts';
export type { SynthOptions } from './opened-run.ts';
export { defaultDeployPath, runSynth } from './run-synth.ts';
