export { type AtollJson, type AtollJsonInput, renderAtollJson } from './atoll-json.ts';
export { ManifestError, type ManifestProblem } from './manifest-error.ts';
export { type ManifestIdentity, parseIdentity } from './manifest-identity.ts';
export { manifestFileName } from './manifest-path.ts';
export { justRun, type Measure, type RenderStep } from './measure.ts';
export {
  type ManifestFile,
  type RenderChartsOptions,
  renderCharts,
  type ValidateManifest,
} from './render-charts.ts';
export type { StageChart } from './render-objects.ts';
export {
  createSerializer,
  type SerializeManifest,
  type SerializerOptions,
  serializeManifest,
} from './serialize-manifest.ts';
