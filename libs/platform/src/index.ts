export { addKarpenterCrds } from './karpenter/add-karpenter-crds.ts';
export { addKarpenterNodes, ELASTIC_NODES } from './karpenter/add-karpenter-nodes.ts';
export type { KarpenterFacts } from './karpenter/karpenter-facts.ts';
export { formatWeekTime, parseWeekTime, type WeekTime, weekTimeAfter } from './karpenter/week-time.ts';
export { karpenterSchemas } from './schemas/index.ts';
export { helmCharts, type HelmChartVersion } from './versions.ts';
