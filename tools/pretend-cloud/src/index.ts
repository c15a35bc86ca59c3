export { type DriftOrder } from './drift-order.ts';
export { type Fault, type ObjectMatch } from './faults.ts';
export { type ManagedResource } from './managed-resource.ts';
export { type CloudPace } from './plan-reconcile.ts';
export { PretendCloudError } from './pretend-cloud-error.ts';
export { type PretendCloud, type PretendCloudOptions } from './start-pretend-cloud.ts';
export { startPretendCloud } from './start-pretend-cloud.ts';
