import { regionSchema } from '@atoll/region-config';
import { describe, expect, it } from 'vitest';
import { instanceTypes, instanceTypesOf, SYSTEM_INSTANCE_TYPE } from './instance-types.ts';

/** General purpose families with 4 GiB a vCPU, and the vCPU of their sizes, from the Amazon EC2 documentation. */
const families = ['m5', 'm6a', 'm6i', 'm7i'];
const vcpus: Readonly<Record<string, number>> = { '2xlarge': 8, '4xlarge': 16 };

describe('instance types', () => {
  it('are 8 vCPU with 32 GiB or 16 vCPU with 64 GiB, as their row says', () => {
    const rows = instanceTypes.flatMap(({ cpu, memoryGib, types }) =>
      types.map((type) => {
        const [family = '', size = ''] = type.split('.');
        return {
          type,
          isKnown: families.includes(family),
          matches: vcpus[size] === cpu && memoryGib === cpu * 4,
        };
      }),
    );

    expect(rows.length).toBe(8);
    expect(rows.filter(({ isKnown, matches }) => !isKnown || !matches)).toEqual([]);
  });

  it('cover every size that the configuration offers', () => {
    const sizes =
      regionSchema.properties.spec.properties.compute.properties.nodes.properties.sizes.items.enum;

    expect(instanceTypes.map(({ cpu, memoryGib }) => `${cpu}x${memoryGib}`)).toEqual([...sizes]);
  });

  it('are given for the allowed sizes alone', () => {
    expect(instanceTypesOf([{ name: '16x64', cpu: 16, memoryGib: 64 }])).toEqual([
      'm5.4xlarge',
      'm6a.4xlarge',
      'm6i.4xlarge',
      'm7i.4xlarge',
    ]);
  });

  it('of system nodes are the smaller size', () => {
    expect(instanceTypes[0]?.types).toContain(SYSTEM_INSTANCE_TYPE);
  });
});
