import { describe, expect, it } from 'vitest';
import { planNodeLimit } from './node-limit.ts';

const small = { name: '8x32', cpu: 8, memoryGib: 32 };
const large = { name: '16x64', cpu: 16, memoryGib: 64 };

describe('planNodeLimit', () => {
  it('counts the default workload in nodes of the largest size and adds the reserve of one zone', () => {
    const limit = planNodeLimit([small, large], { instances: 30, cpu: 1, memoryGib: 2.5 }, undefined);

    expect(limit).toStrictEqual({
      nodes: 5,
      cpu: 80,
      memoryGib: 320,
      explanation:
        '30 instances of 1 CPU and 2.5 GiB need 3 nodes of 16x64 (85 % of a node is allocatable); with one of 3 zones lost 5.',
    });
  });

  it('lets memory decide where it is scarcer', () => {
    expect(planNodeLimit([small], { instances: 100, cpu: 0.1, memoryGib: 8 }, undefined).nodes).toBe(45);
  });

  it('takes the configured maximum as it is', () => {
    const limit = planNodeLimit([small], { instances: 5000, cpu: 16, memoryGib: 64 }, 2);

    expect(limit).toStrictEqual({
      nodes: 2,
      cpu: 16,
      memoryGib: 64,
      explanation: 'compute.nodes.max says 2 nodes; sizes count as 8x32.',
    });
  });
});
