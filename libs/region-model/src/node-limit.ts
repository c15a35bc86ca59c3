import type { NodeSize } from './node-size.ts';
import { SUBNETS } from './network-plan.ts';

/** Share of a node that is left for workloads after kubelet, system pods and daemons. Ours: 85 %. */
const ALLOCATABLE = 0.85;

/** The most compute that the node autoscaler may start. */
export interface NodeLimit {
  /** Nodes of the largest allowed size. */
  readonly nodes: number;
  readonly cpu: number;
  readonly memoryGib: number;
  /** How the figure came about, for `atoll explain` and the plan. */
  readonly explanation: string;
}

/** Expected workload at the peak. */
export interface ExpectedWorkload {
  readonly instances: number;
  /** Cores of one instance. */
  readonly cpu: number;
  /** GiB of one instance. */
  readonly memoryGib: number;
}

/**
 * Works out the limit of the elastic nodes: `max` when given, else what the expected workload needs with one zone lost.
 *
 * "The maximum number of compute nodes is configured based on the expected workload and the number of service instances".
 */
export function planNodeLimit(
  sizes: readonly NodeSize[],
  expected: ExpectedWorkload,
  max: number | undefined,
): NodeLimit {
  const largest = sizes.reduce((a, b) => (b.cpu > a.cpu ? b : a));
  const byCpu = (expected.instances * expected.cpu) / (largest.cpu * ALLOCATABLE);
  const byMemory = (expected.instances * expected.memoryGib) / (largest.memoryGib * ALLOCATABLE);
  const needed = Math.ceil(Math.max(byCpu, byMemory));
  const withReserve = Math.ceil((needed * SUBNETS) / (SUBNETS - 1));
  const nodes = max ?? withReserve;
  return {
    nodes,
    cpu: nodes * largest.cpu,
    memoryGib: nodes * largest.memoryGib,
    explanation:
      max === undefined
        ? `${expected.instances} instances of ${expected.cpu} CPU and ${expected.memoryGib} GiB need ${needed} nodes of ${largest.name} (${ALLOCATABLE * 100} % of a node is allocatable); with one of ${SUBNETS} zones lost ${withReserve}.`
        : `compute.nodes.max says ${max} nodes; sizes count as ${largest.name}.`,
  };
}
