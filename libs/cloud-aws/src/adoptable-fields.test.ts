import { describe, expect, it } from 'vitest';
import { adoptableFields } from './adoptable-fields.ts';
import { exampleRegion } from './testing/example-region.ts';

function adopt(kind: string, path: string, live: unknown): readonly unknown[] | undefined {
  const row = adoptableFields.find((field) => field.kind === kind && field.path === path);
  return row && [row.field, row.toConfig(live, exampleRegion())];
}

describe('adoptableFields', () => {
  it.each([
    ['NodePool', '/spec/limits/cpu', '448', 'spec.compute.nodes.max', 28],
    ['NodePool', '/spec/limits/cpu', 448, 'spec.compute.nodes.max', 28],
    ['NodePool', '/spec/limits/memory', '1792Gi', 'spec.compute.nodes.max', 28],
    ['Instance', '/spec/forProvider/instanceClass', 'db.r6g.4xlarge', 'spec.persistence.size', 'xlarge'],
    ['Instance', '/spec/forProvider/maxAllocatedStorage', 8000, 'spec.persistence.storage.maxGib', 8000],
    ['Instance', '/spec/forProvider/backupRetentionPeriod', 21, 'spec.backup.retentionDays', 21],
    [
      'Cluster',
      '/spec/forProvider/vpcConfig/publicAccessCidrs',
      ['203.0.113.0/24', '198.51.100.0/24'],
      'spec.network.apiServer.allowedCidrs',
      ['198.51.100.0/24', '203.0.113.0/24'],
    ],
    ['Cluster', '/spec/forProvider/version', '1.35', 'spec.compute.kubernetesVersion', '1.35'],
  ])('takes of a %s %s %j as %s %j', (kind, path, live, field, value) => {
    expect(adopt(kind, path, live)).toStrictEqual([field, value]);
  });

  it.each([
    ['NodePool', '/spec/limits/cpu', '450'],
    ['NodePool', '/spec/limits/cpu', '0'],
    ['NodePool', '/spec/limits/cpu', 'many'],
    ['NodePool', '/spec/limits/memory', '896'],
    ['Instance', '/spec/forProvider/instanceClass', 'db.t4g.micro'],
    ['Instance', '/spec/forProvider/maxAllocatedStorage', 'all'],
    ['Cluster', '/spec/forProvider/vpcConfig/publicAccessCidrs', [1]],
  ])('has no value from which a %s gets %s %j', (kind, path, live) => {
    expect(adopt(kind, path, live)?.[1]).toBeUndefined();
  });
});
