export {
  type Cidr,
  containsCidr,
  isNetworkAddress,
  networkOf,
  overlapsCidr,
  parseCidr,
  privateRanges,
  quarterCidr,
  renderCidr,
} from './cidr.ts';
export { type DatabaseSize, databaseSize, databaseSizes } from './database-size.ts';
export { namesOfRegion, type RegionNames, shortenName } from './names.ts';
export { ANYWHERE, type NetworkPlan, planNetwork, SUBNETS } from './network-plan.ts';
export { type ExpectedWorkload, type NodeLimit, planNodeLimit } from './node-limit.ts';
export type { NodeSize } from './node-size.ts';
export type { DeploySource, Region, Window } from './region.ts';
export { type CloudBlocks, toRegion } from './to-region.ts';
