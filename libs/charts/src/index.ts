export type { ControlClusterAgent } from './control-cluster-agent.ts';
export { listAgentNotices, listAgentWaits, listControlAgentNotices } from './list-agent-notices.ts';
export { fluxInstallation, type HelmInstallation } from './control-bootstrap.ts';
export {
  buildControlClusterCharts,
  type ControlCluster,
  type ControlClusterRegion,
} from './control-cluster-charts.ts';
export { createRegionCharts, type HalfChart, type RegionCharts, schemaSetsOf } from './region-charts.ts';
export { controlStageTable, regionStageTable, resolveDependencies, type StageRow } from './stage-table.ts';
